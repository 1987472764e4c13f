package io.tenfold.cli.batch.aws;

import io.tenfold.cli.batch.Batches;
import io.tenfold.cli.batch.RecordCounts;
import io.tenfold.cli.batch.RunWorkflow;
import io.tenfold.cli.batch.StateVisits;
import io.tenfold.cli.batch.WorkflowReader;
import io.tenfold.cli.batch.aws.StackLookup.Place;
import io.tenfold.cli.console.FaultWords;
import io.tenfold.cli.console.Hints;
import io.tenfold.cli.console.UserError;
import io.tenfold.local.arn.Arn;
import io.tenfold.local.arn.ExecutionArn;
import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import io.tenfold.local.map.read.ReaderConfig;
import io.tenfold.local.map.result.BatchFailures;
import io.tenfold.local.map.result.ManifestLocation;
import io.tenfold.local.map.result.ResultFiles;
import io.tenfold.local.map.result.ResultWriter;
import io.tenfold.local.map.run.MapRun;
import io.tenfold.local.port.ObjectStore;
import io.tenfold.local.port.ServiceException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.DescribeMapRunResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.ListExecutionsRequest;
import software.amazon.awssdk.services.sfn.model.ListExecutionsResponse;
import software.amazon.awssdk.services.sfn.model.MapRunItemCounts;
import software.amazon.awssdk.services.sfn.model.MapRunListItem;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** The batches of a stack on AWS, or at an endpoint that answers as AWS does. */
public final class AwsBatches implements Batches {
  /** A page of ListExecutions. */
  private static final int PAGE = 100;

  /** What ReceiveMessage hands out at once. */
  private static final int MOST_MESSAGES = 10;

  private static final Pattern FUNCTION_NAME =
      Pattern.compile("\"FunctionName\"\\s*:\\s*\"(arn:[^\"]+)\"");

  private final Hints hints;
  private final AwsClients clients;
  private final StackLookup lookup;
  private final AwsFaults faults;
  private final S3Objects objects;
  private final Map<String, String> mapRunArns = new HashMap<>();

  /** What counts the records of a run of batches, by the execution's ARN. */
  private final Map<String, RecordCounts> recordCounts = new HashMap<>();

  /** What has ended, by ARN: it is asked for once. */
  private final Map<String, Run> ended = new HashMap<>();

  /** The definitions that runs were started with, by ARN: they do not change. */
  private final Map<String, String> definitions = new HashMap<>();

  /** The workflows of runs that have ended, by ARN. */
  private final Map<String, RunWorkflow> workflows = new HashMap<>();

  /** Takes how AWS is reached, what knows where the stack is, and the commands that lead there. */
  public AwsBatches(AwsAccess access, StackLookup lookup, Hints hints) {
    this.hints = hints;
    this.clients = new AwsClients(access);
    this.lookup = lookup;
    this.faults = new AwsFaults(access.name());
    this.objects = new S3Objects(clients::s3, faults);
  }

  @Override
  public Stack stack() {
    return lookup.stack();
  }

  @Override
  public String resolve(String reference) {
    if (reference.startsWith("arn:")) {
      if (ExecutionArn.find(reference).filter(arn -> !arn.express()).isEmpty()) {
        throw new UserError(
            reference
                + " is not the ARN of an execution, such as"
                + " arn:aws:states:us-east-1:123456789012:execution:tenfold:orders. Those that"
                + " there are: "
                + hints.command("list"));
      }
      return reference;
    }
    if (reference.equals("last")) {
      List<Run> newest = list(null, 1);
      if (newest.isEmpty()) {
        throw new UserError(
            "The stack has run no batch yet. Start one: " + hints.command("start", "FILE"));
      }
      return newest.get(0).arn();
    }
    return lookup.stateMachine().execution(reference).toString();
  }

  @Override
  public Optional<ReaderConfig> reader() {
    String machine = lookup.find(Place.STATE_MACHINE);
    String definition =
        faults.call(
            "describe " + machine,
            () ->
                clients
                    .stepFunctions()
                    .describeStateMachine(r -> r.stateMachineArn(machine))
                    .definition());
    return WorkflowReader.of(machine, definition);
  }

  @Override
  public void upload(Path file, String key) throws IOException {
    objects.upload(file, lookup.find(Place.BUCKET), key);
  }

  @Override
  public void upload(Content content, String key) throws IOException {
    objects.upload(content, lookup.find(Place.BUCKET), key);
  }

  @Override
  public String start(String name, Map<String, Object> input, ReaderConfig file) {
    String machine = lookup.find(Place.STATE_MACHINE);
    return faults.call(
        "start a run of " + machine,
        () ->
            clients
                .stepFunctions()
                .startExecution(r -> r.stateMachineArn(machine).name(name).input(Json.write(input)))
                .executionArn());
  }

  @Override
  public String resume(String reference, Map<String, Object> limits) {
    throw new UserError(
        "Runs on AWS are not resumed: Step Functions carries them to their end. For what never"
            + " started: "
            + hints.command("retry", reference, "--pending")
            + ". For a run on this machine add --local.");
  }

  @Override
  public Hints hints() {
    return hints;
  }

  @Override
  public String word(String executionArn) {
    return executionArn;
  }

  @Override
  public Run describe(String arn) {
    Run known = ended.get(arn);
    if (known != null) {
      return known;
    }
    Run run = asked(arn);
    if (run.ended()) {
      ended.put(arn, run);
    }
    return run;
  }

  private Run asked(String arn) {
    DescribeExecutionResponse found =
        faults.call(
            "describe " + arn,
            () -> clients.stepFunctions().describeExecution(r -> r.executionArn(arn)));
    return new Run(
        found.executionArn(),
        found.name(),
        found.statusAsString(),
        found.startDate(),
        found.stopDate(),
        parse(found.input()),
        parse(found.output()),
        found.error(),
        found.cause(),
        clients.consoleLink(arn),
        null);
  }

  private static Object parse(String json) {
    try {
      return json == null ? null : Json.parse(json);
    } catch (MalformedJson e) {
      return json;
    }
  }

  @Override
  public Optional<MapRunState> mapRun(String executionArn) {
    String arn = mapRunArn(executionArn);
    if (arn == null) {
      return Optional.empty();
    }
    DescribeMapRunResponse found = describeMapRun(arn);
    return Optional.of(
        new MapRunState(
            arn,
            found.statusAsString(),
            records(executionArn, arn, counts(found.itemCounts())),
            found.maxConcurrency(),
            found.toleratedFailurePercentage(),
            found.startDate(),
            found.stopDate(),
            null));
  }

  private DescribeMapRunResponse describeMapRun(String arn) {
    return faults.call(
        "describe the Map Run " + arn,
        () -> clients.stepFunctions().describeMapRun(r -> r.mapRunArn(arn)));
  }

  private MapRun.ItemCounts records(
      String executionArn, String mapRunArn, MapRun.ItemCounts items) {
    if (!RecordCounts.isBatched(mapRunArn)) {
      return items;
    }
    Run run = describe(executionArn);
    RecordCounts counts =
        recordCounts.computeIfAbsent(executionArn, arn -> new RecordCounts(failures(run)));
    try {
      return counts.of(
          mapRunArn,
          items,
          run.ended(),
          () -> results(executionArn).map(at -> new ResultFiles(objects, at.bucket(), at.key())));
    } catch (ResultFiles.Unreadable e) {
      return items; // Nothing is written of a run that was stopped before its Map could.
    } catch (IOException e) {
      throw new UserError(
          "Can't count the failed records of " + run.name() + ": " + FaultWords.of(e), e);
    }
  }

  private BatchFailures failures(Run run) {
    return new BatchFailures(
        objects,
        resultsBucket(run),
        lookup.find(Place.RESULTS_PREFIX).replaceFirst("/$", ""),
        run.arn(),
        run.startDate());
  }

  @Override
  public Optional<BatchFailures> batchFailures(Run run) {
    String mapRun = mapRunArn(run.arn());
    return mapRun != null && RecordCounts.isBatched(mapRun)
        ? Optional.of(failures(run))
        : Optional.empty();
  }

  private String resultsBucket(Run run) {
    String bucket = run.inputText("bucket");
    return bucket == null ? lookup.find(Place.BUCKET) : bucket;
  }

  private static MapRun.ItemCounts counts(MapRunItemCounts counts) {
    // What waits to be redriven is yet to run, too, and in no other count.
    Long redriven = counts.pendingRedrive();
    return new MapRun.ItemCounts(
        counts.pending() + (redriven == null ? 0 : redriven),
        counts.running(),
        counts.succeeded(),
        counts.failed(),
        counts.timedOut(),
        counts.aborted(),
        counts.total(),
        counts.resultsWritten(),
        0);
  }

  /** Asks once per run: the requests are few that an account has for it. */
  private String mapRunArn(String executionArn) {
    String known = mapRunArns.get(executionArn);
    if (known == null) {
      known =
          faults.call(
              "list the Map Runs of " + executionArn,
              () ->
                  clients
                      .stepFunctions()
                      .listMapRuns(r -> r.executionArn(executionArn))
                      .mapRuns()
                      .stream()
                      .filter(run -> RecordCounts.isOfRecords(run.mapRunArn()))
                      .max(Comparator.comparing(MapRunListItem::startDate))
                      .map(MapRunListItem::mapRunArn)
                      .orElse(null));
      if (known != null) {
        mapRunArns.put(executionArn, known);
      }
    }
    return known;
  }

  @Override
  public Optional<ManifestLocation> results(String executionArn) {
    Run run = describe(executionArn);
    if (run.output() instanceof Map<?, ?> output
        && output.get("results") instanceof Map<?, ?> results
        && results.get("bucket") instanceof String bucket
        && results.get("manifestKey") instanceof String key) {
      return Optional.of(new ManifestLocation(bucket, key));
    }
    String mapRun = run.ended() ? mapRunArn(executionArn) : null;
    if (mapRun == null) {
      return Optional.empty();
    }
    // A run that did not succeed has no output; ResultWriter names its folder for the Map Run.
    String bucket = resultsBucket(run);
    String folder =
        ResultWriter.folder(
            lookup.find(Place.RESULTS_PREFIX), mapRun.substring(mapRun.lastIndexOf(':') + 1));
    return Optional.of(new ManifestLocation(bucket, manifest(bucket, folder, mapRun)));
  }

  /**
   * Of a run that was redriven, the last redrive's that came to write one tells of every record.
   */
  private String manifest(String bucket, String folder, String mapRun) {
    Integer redrives = describeMapRun(mapRun).redriveCount();
    for (int redrive = redrives == null ? 0 : redrives; redrive > 0; redrive--) {
      String key = ResultWriter.redriveFolder(folder, redrive) + ResultWriter.MANIFEST;
      try {
        objects.head(bucket, key);
        return key;
      } catch (ServiceException e) {
        // It ended before it had anything to write.
      }
    }
    return folder + ResultWriter.MANIFEST;
  }

  @Override
  public Optional<RunWorkflow> workflow(Run run) {
    RunWorkflow known = workflows.get(run.arn());
    if (known != null) {
      return Optional.of(known);
    }
    try {
      String definition =
          definitions.computeIfAbsent(
              run.arn(),
              arn ->
                  faults.call(
                      "read the workflow of " + arn,
                      () ->
                          clients
                              .stepFunctions()
                              .describeStateMachineForExecution(r -> r.executionArn(arn))
                              .definition()));
      RunWorkflow workflow = new RunWorkflow(definition, visits(run), function(definition, run));
      if (run.ended()) {
        workflows.put(run.arn(), workflow);
      }
      return Optional.of(workflow);
    } catch (UserError e) {
      return Optional.empty(); // Who may not read these may still see what became of the records.
    }
  }

  private Map<String, StateVisits.Visit> visits(Run run) {
    StateVisits visits = new StateVisits();
    faults.call(
        "read the history of " + run.arn(),
        () -> {
          clients
              .stepFunctions()
              .getExecutionHistoryPaginator(
                  r -> r.executionArn(run.arn()).includeExecutionData(false).maxResults(1_000))
              .events()
              .forEach(event -> visits.add(event.typeAsString(), state(event), event.timestamp()));
          return null;
        });
    return visits.all();
  }

  private static String state(HistoryEvent event) {
    return event.stateEnteredEventDetails() != null
        ? event.stateEnteredEventDetails().name()
        : event.stateExitedEventDetails() != null ? event.stateExitedEventDetails().name() : null;
  }

  /** What its memory and package are is Lambda's to tell, which this command never asks. */
  private RunWorkflow.Function function(String definition, Run run) {
    Matcher named = FUNCTION_NAME.matcher(definition);
    Optional<Arn> function = named.find() ? Arn.find(named.group(1)) : Optional.empty();
    return function
        .filter(arn -> arn.is("lambda"))
        .map(
            arn ->
                new RunWorkflow.Function(
                    arn.toString(),
                    null,
                    null,
                    null,
                    clients.logsLink(
                        arn,
                        run.startDate(),
                        run.stopDate() == null ? Instant.now() : run.stopDate())))
        .orElse(null);
  }

  @Override
  public ObjectStore store() {
    return objects;
  }

  @Override
  public boolean objectsAreHere() {
    return false;
  }

  @Override
  public String address(String bucket, String key) {
    return "s3://" + bucket + "/" + key;
  }

  @Override
  public List<Run> list(String status, int max) {
    String machine = lookup.find(Place.STATE_MACHINE);
    List<Run> runs = new ArrayList<>();
    String token = null;
    do {
      ListExecutionsRequest request =
          ListExecutionsRequest.builder()
              .stateMachineArn(machine)
              .statusFilter(status)
              .maxResults(Math.min(PAGE, max))
              .nextToken(token)
              .build();
      ListExecutionsResponse page =
          faults.call(
              "list the runs of " + machine, () -> clients.stepFunctions().listExecutions(request));
      for (ExecutionListItem item : page.executions()) {
        if (runs.size() < max) {
          runs.add(run(item));
        }
      }
      token = page.nextToken();
    } while (token != null && runs.size() < max);
    return runs;
  }

  private Run run(ExecutionListItem item) {
    return new Run(
        item.executionArn(),
        item.name(),
        item.statusAsString(),
        item.startDate(),
        item.stopDate(),
        null,
        null,
        null,
        null,
        clients.consoleLink(item.executionArn()),
        null);
  }

  @Override
  public void stop(String arn, String cause) {
    faults.call(
        "stop " + arn,
        () ->
            clients
                .stepFunctions()
                .stopExecution(r -> r.executionArn(arn).error("Tenfold.Stopped").cause(cause)));
  }

  @Override
  public List<Message> receive(int max, Duration hidden) {
    String url = lookup.find(Place.QUEUE);
    // One that is hidden for a short time may come twice.
    Map<String, Message> messages = new LinkedHashMap<>();
    boolean more = true;
    while (more && messages.size() < max) {
      int before = messages.size();
      var answer =
          faults.call(
              "read the queue " + url,
              () ->
                  clients
                      .queues()
                      .receiveMessage(
                          r ->
                              r.queueUrl(url)
                                  .maxNumberOfMessages(
                                      Math.min(MOST_MESSAGES, max - messages.size()))
                                  .visibilityTimeout((int) hidden.toSeconds())
                                  .waitTimeSeconds(1)
                                  .messageSystemAttributeNames(
                                      MessageSystemAttributeName.SENT_TIMESTAMP)));
      for (var message : answer.messages()) {
        String sent = message.attributes().get(MessageSystemAttributeName.SENT_TIMESTAMP);
        messages.put(
            message.messageId(),
            new Message(
                message.messageId(),
                message.receiptHandle(),
                sent == null ? null : Instant.ofEpochMilli(Long.parseLong(sent)),
                message.body()));
      }
      more = messages.size() > before;
    }
    return List.copyOf(messages.values());
  }

  @Override
  public void delete(Message message) {
    String url = lookup.find(Place.QUEUE);
    faults.call(
        "delete a message from " + url,
        () ->
            clients.queues().deleteMessage(r -> r.queueUrl(url).receiptHandle(message.receipt())));
  }

  @Override
  public void close() {
    clients.close();
  }
}
