package io.tenfold.cli.batch.embedded;

import io.tenfold.cli.batch.Batches;
import io.tenfold.cli.batch.OpenRecords;
import io.tenfold.cli.batch.RunMessages;
import io.tenfold.cli.batch.RunWorkflow;
import io.tenfold.cli.batch.UndeliveredMessage;
import io.tenfold.cli.batch.WorkflowReader;
import io.tenfold.cli.console.FaultWords;
import io.tenfold.cli.console.Hints;
import io.tenfold.cli.console.UserError;
import io.tenfold.local.WorkflowFile;
import io.tenfold.local.arn.Account;
import io.tenfold.local.folder.FolderMessageQueue;
import io.tenfold.local.folder.FolderObjectStore;
import io.tenfold.local.map.read.InputType;
import io.tenfold.local.map.read.ReaderConfig;
import io.tenfold.local.map.result.ManifestLocation;
import io.tenfold.local.map.result.ResultFiles;
import io.tenfold.local.map.run.MapRun;
import io.tenfold.local.map.run.UnfinishedMapRun;
import io.tenfold.local.port.MessageQueue;
import io.tenfold.local.port.ObjectStore;
import io.tenfold.local.port.ServiceException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The batches that the embedded engine runs on this machine, in a folder. */
public final class EmbeddedBatches implements Batches {
  /** The Region and account that local ARNs name. */
  static final Account ACCOUNT = new Account("us-east-1", "000000000000");

  /** What the state machine, the bucket and the function are called. */
  static final String NAME = "tenfold-local";

  /** What the keys of results begin with. */
  static final String RESULTS = "results";

  private static final String QUEUE = NAME + "-failed-runs";

  private final Hints hints;
  private final Path folder;
  private final FolderObjectStore store;
  private final FolderMessageQueue queues;
  private final String queueUrl;
  private final ExecutionFiles files;
  private final KeptRuns kept;
  private final Supplier<RunSettings> settings;
  private final Consumer<String> warnings;
  private final UndeliveredMessages undelivered;
  private final List<LocalRun> runs = new ArrayList<>();

  /**
   * Takes the folder, how runs are run, when one is started, and who is told of what goes wrong
   * beside them.
   *
   * @throws UserError if the folder can't be used
   */
  public EmbeddedBatches(Path folder, Supplier<RunSettings> settings, Consumer<String> warnings) {
    this(folder, settings, warnings, Hints.to(List.of("--local", "--folder", folder.toString())));
  }

  /** As the other constructor, with the commands that lead to this folder. */
  public EmbeddedBatches(
      Path folder, Supplier<RunSettings> settings, Consumer<String> warnings, Hints hints) {
    this.hints = hints;
    this.folder = folder;
    this.settings = settings;
    this.warnings = warnings;
    try {
      store = new FolderObjectStore(folder.resolve("s3"));
      store.createBucket(NAME);
    } catch (IOException e) {
      throw new UserError(
          "The folder "
              + folder
              + " can't be used: "
              + FaultWords.reason(e)
              + ". Give another with --folder.",
          e);
    }
    queues = new FolderMessageQueue(folder.resolve("sqs"), warnings);
    queueUrl = FolderMessageQueue.url(QUEUE);
    try {
      queues.createQueue(QUEUE);
    } catch (IOException e) {
      // Runs are run, and looked at, without it: what it does not take is kept beside them.
      warnings.accept("The queue of failed runs can't be used: " + FaultWords.of(e) + ".");
    }
    files = new ExecutionFiles(folder.resolve("executions"), warnings);
    kept = new KeptRuns(folder, store, files, warnings, hints);
    undelivered = new UndeliveredMessages(folder.resolve("executions"), warnings);
  }

  @Override
  public Stack stack() {
    return new Stack(
        ACCOUNT.stateMachine(NAME).toString(), NAME, "input/", RESULTS + "/", queueUrl);
  }

  @Override
  public String resolve(String reference) {
    if (reference.equals("last")) {
      List<Run> newest = list(null, 1);
      if (newest.isEmpty()) {
        throw new UserError(
            "No batch has been run in "
                + folder
                + " yet. Start one: "
                + hints.command("start", "FILE"));
      }
      return newest.get(0).arn();
    }
    return ACCOUNT.stateMachine(NAME).execution(KeptRuns.nameOf(reference)).toString();
  }

  @Override
  public void upload(Path file, String key) throws IOException {
    store.put(NAME, key, file);
  }

  @Override
  public void upload(Content content, String key) throws IOException {
    ObjectStore.Upload upload = store.create(NAME, key);
    try {
      content.write(upload);
    } catch (IOException | RuntimeException e) {
      upload.abort();
      throw e;
    }
    upload.close();
  }

  @Override
  public Optional<ReaderConfig> reader() {
    WorkflowFile workflow = settings.get().workflow();
    return WorkflowReader.of(workflow.name(), workflow.text());
  }

  @Override
  public String start(String name, Map<String, Object> input, ReaderConfig file)
      throws IOException {
    return run(name, input, file, null);
  }

  private String run(
      String name, Map<String, Object> input, ReaderConfig reader, LocalRun.Before before)
      throws IOException {
    LocalRun run =
        new LocalRun(
            settings.get(),
            reader,
            new LocalRun.Surroundings(
                folder, store, queues, queueUrl, files, undelivered, warnings),
            name,
            input,
            before);
    runs.add(run);
    return run.arn();
  }

  @Override
  public String resume(String reference, Map<String, Object> limits) throws IOException {
    String arn = resolve(reference);
    Run run = describe(arn);
    if (!run.ended()) {
      throw new UserError(
          run.name() + " is being run. See how far it is: " + hints.command("watch", run.name()));
    }
    if (run.status().equals("SUCCEEDED")) {
      throw new UserError(
          run.name()
              + " SUCCEEDED: none of its records is left. Those that failed: "
              + again("retry", arn));
    }
    List<UnfinishedMapRun> mapRuns = kept.unfinishedOf(arn);
    boolean killed = "Tenfold.Killed".equals(run.error());
    // It was stopped before it came to a record: all of them are left.
    boolean untouched = "Tenfold.Interrupted".equals(run.error()) && entry(arn).mapRun() == null;
    if (mapRuns.isEmpty() && !killed && !untouched) {
      throw new UserError(
          run.name()
              + " ended "
              + run.status()
              + (run.error() == null ? "" : " with " + run.error() + " (" + run.cause() + ")")
              + ", and what it had done was not kept. Run the file again.");
    }
    if (mapRuns.isEmpty() && !kept.canGoOn(entry(arn))) {
      throw new UserError(
          run.name()
              + " can't go on: its file of records is gone from "
              + folder
              + ", and so is what it had written of them. Run the file again: "
              + hints.command("start", "FILE"));
    }
    requireEnvironment(arn);
    Map<String, Object> input = new LinkedHashMap<>();
    if (run.input() instanceof Map<?, ?> before) {
      before.forEach((field, value) -> input.put((String) field, value));
    }
    input.putAll(limits);
    ReaderConfig reader = mapRuns.isEmpty() ? entry(arn).reader() : mapRuns.get(0).reader();
    return run(
        run.name(),
        input,
        // What was started before that was written down was an array.
        reader == null ? ReaderConfig.of(InputType.JSON) : reader,
        new LocalRun.Before(
            // The very moment that the execution had: what was made of it stays as it is.
            mapRuns.isEmpty() ? run.startDate() : mapRuns.get(0).startDate(),
            run.measured() == null ? Duration.ZERO : run.measured(),
            mapRuns));
  }

  @Override
  public void requireEnvironment(String executionArn) {
    ExecutionFiles.Entry entry = entry(executionArn);
    entry.environment().requireIn(settings.get().environment(), entry.run().name());
  }

  @Override
  public Optional<UnfinishedMapRun> unfinished(String executionArn) {
    if (entry(executionArn).results() != null) {
      return Optional.empty();
    }
    List<UnfinishedMapRun> runs = kept.unfinishedOf(executionArn);
    return runs.isEmpty() ? Optional.empty() : Optional.of(runs.get(runs.size() - 1));
  }

  @Override
  public boolean runsHere(String executionArn) {
    return own(executionArn).isPresent();
  }

  @Override
  public void awaitEnd(String executionArn, Duration most) throws InterruptedException {
    Optional<LocalRun> own = own(executionArn);
    if (own.isPresent()) {
      own.get().awaitEnd(most);
    }
  }

  @Override
  public Hints hints() {
    return hints;
  }

  @Override
  public String word(String executionArn) {
    return KeptRuns.nameOf(executionArn);
  }

  @Override
  public Run describe(String arn) {
    return entry(arn).run();
  }

  @Override
  public Optional<MapRunState> mapRun(String executionArn) {
    ExecutionFiles.Entry entry = entry(executionArn);
    if (!entry.run().ended()) {
      return Optional.ofNullable(entry.mapRun());
    }
    // What a process said of itself last is not what it wrote last.
    return unfinished(executionArn)
        .map(unfinished -> state(unfinished, entry.mapRun()))
        .or(() -> Optional.ofNullable(entry.mapRun()));
  }

  @Override
  public OpenRecords mayHaveRun(String executionArn) {
    ExecutionFiles.Entry entry = entry(executionArn);
    if (!entry.run().ended()) {
      return Batches.super.mayHaveRun(executionArn);
    }
    Optional<UnfinishedMapRun> unfinished = unfinished(executionArn);
    try {
      return new OpenRecords(
          unfinished.isPresent() ? unfinished.get().mayHaveRun() : new BitSet(),
          entry.run().retryOf() != null);
    } catch (IOException | ResultFiles.Unreadable e) {
      throw new UserError("Can't read the results in " + folder + ": " + FaultWords.of(e), e);
    }
  }

  private MapRunState state(UnfinishedMapRun unfinished, MapRunState said) {
    UnfinishedMapRun.Counts counts;
    try {
      counts = unfinished.counts();
    } catch (IOException | ResultFiles.Unreadable e) {
      throw new UserError("Can't read the results in " + folder + ": " + FaultWords.of(e), e);
    }
    MapRunState state =
        said != null && said.arn().equals(unfinished.mapRunArn())
            ? said
            : new MapRunState(
                unfinished.mapRunArn(), "ABORTED", null, 0, 0, unfinished.startDate(), null, null);
    long written = counts.succeeded() + counts.failed() + counts.aborted();
    long unread = state.counts() == null ? 0 : state.counts().unread();
    return state.with(
        new MapRun.ItemCounts(
            counts.pending() - unread,
            counts.mayHaveRun(),
            counts.succeeded(),
            counts.failed(),
            0,
            counts.aborted(),
            counts.total(),
            written,
            unread));
  }

  @Override
  public Optional<ManifestLocation> results(String executionArn) {
    return Optional.ofNullable(entry(executionArn).results());
  }

  @Override
  public Optional<FunctionUse> function(String executionArn) {
    return Optional.of(entry(executionArn).function());
  }

  @Override
  public Optional<RunWorkflow> workflow(Run run) {
    return own(run.arn())
        .map(LocalRun::workflow)
        .or(() -> new RunWorkflows(folder.resolve("executions")).find(run.name()));
  }

  /** Returns the run of that ARN, if this process runs it or did. */
  private Optional<LocalRun> own(String arn) {
    return runs.stream().filter(run -> run.arn().equals(arn)).findFirst();
  }

  private ExecutionFiles.Entry entry(String arn) {
    Optional<LocalRun> own = own(arn);
    if (own.isPresent()) {
      return own.get().entry();
    }
    return kept.find(arn);
  }

  @Override
  public ObjectStore store() {
    return store;
  }

  @Override
  public boolean objectsAreHere() {
    return true;
  }

  @Override
  public Optional<Path> folder() {
    return Optional.of(folder);
  }

  @Override
  public String address(String bucket, String key) {
    return folder.resolve("s3").resolve(bucket).resolve(key).toString();
  }

  @Override
  public List<Run> list(String status, int max) {
    return kept.newestFirst()
        .filter(run -> status == null || run.status().equals(status))
        .limit(max)
        .toList();
  }

  @Override
  public void stop(String arn, String cause) {
    ExecutionFiles.Entry entry = entry(arn);
    if (!entry.run().ended()) {
      // The process that runs it ends as with Ctrl-C: it writes the results first.
      entry.process().running().ifPresent(ProcessHandle::destroy);
    }
  }

  @Override
  public List<Message> receive(int max, Duration hidden) throws IOException {
    // What the queue did not take is there to be read, too.
    return Stream.concat(
            messages().stream(), undelivered.all().stream().map(UndeliveredMessage::message))
        .limit(max)
        .toList();
  }

  @Override
  public RunMessages messages(String executionArn) {
    List<Object> sent = new ArrayList<>();
    String fault = null;
    try {
      for (Message message : messages()) {
        // Somebody else's message may be anything: this workflow's are JSON.
        if (message.content() instanceof Map<?, ?> body
            && executionArn.equals(body.get("executionArn"))) {
          sent.add(body);
        }
      }
    } catch (ServiceException e) {
      fault = e.errorName() + ": " + e.getMessage();
    } catch (IOException e) {
      fault = FaultWords.of(e);
    }
    return new RunMessages(sent, undelivered(executionArn), fault);
  }

  private List<Message> messages() throws IOException {
    return queues.messages(queueUrl).stream().map(EmbeddedBatches::message).toList();
  }

  private List<UndeliveredMessage> undelivered(String arn) {
    return own(arn)
        .map(LocalRun::undelivered)
        .orElseGet(() -> undelivered.of(KeptRuns.nameOf(arn)));
  }

  private static Message message(MessageQueue.Message message) {
    return new Message(message.messageId(), message.messageId(), message.sent(), message.body());
  }

  @Override
  public void delete(Message message) throws IOException {
    if (undelivered.delete(message)) {
      return;
    }
    Path queue = folder.resolve("sqs").resolve(queueUrl.substring(queueUrl.lastIndexOf('/') + 1));
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(queue, "*-" + message.receipt() + ".json")) {
      for (Path file : found) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Lets go of the runs that were started; this process may end from now on. */
  @Override
  public void close() {
    runs.forEach(LocalRun::close);
  }
}
