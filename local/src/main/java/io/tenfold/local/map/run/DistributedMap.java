package io.tenfold.local.map.run;

import io.tenfold.local.arn.MapRunArn;
import io.tenfold.local.asl.Fields;
import io.tenfold.local.asl.InlineMap;
import io.tenfold.local.asl.ToleranceFields;
import io.tenfold.local.asl.error.DefinitionException;
import io.tenfold.local.asl.error.ErrorNames;
import io.tenfold.local.asl.error.StateError;
import io.tenfold.local.asl.execution.Execution;
import io.tenfold.local.asl.execution.StateContext;
import io.tenfold.local.asl.execution.TimeLimits;
import io.tenfold.local.asl.execution.ToleratedFailure;
import io.tenfold.local.asl.execution.Workflow;
import io.tenfold.local.asl.jsonata.Template;
import io.tenfold.local.map.read.Dataset;
import io.tenfold.local.map.read.DatasetLocation;
import io.tenfold.local.map.read.Item;
import io.tenfold.local.map.read.ItemIterator;
import io.tenfold.local.map.read.ItemReader;
import io.tenfold.local.map.read.ItemReaderFailed;
import io.tenfold.local.map.read.ItemReaderFields;
import io.tenfold.local.map.read.ListingReader;
import io.tenfold.local.map.read.ReaderConfig;
import io.tenfold.local.map.result.ChildResults;
import io.tenfold.local.map.result.ManifestLocation;
import io.tenfold.local.map.result.ResultFiles;
import io.tenfold.local.map.result.ResultGroup;
import io.tenfold.local.map.result.ResultWriter;
import io.tenfold.local.map.result.ResultWriterFailed;
import io.tenfold.local.port.ObjectStore;
import io.tenfold.local.port.ServiceException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A Map in DISTRIBUTED mode: reads items from an object, or lists objects, runs a child execution
 * for each, and writes every child's result.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html">Using
 *     Map state in Distributed mode</a>
 */
final class DistributedMap {
  /** Where the items of an array say that they are from. */
  static final String STATE_DATA = "STATE_DATA";

  /**
   * The most children that run at once here; Step Functions allows 10,000, one machine does not.
   */
  private static final int MOST_CONCURRENT = 1_000;

  private final Workflow processor;
  private final boolean express;
  private final String label;
  private final ItemReaderFields itemReader;
  private final Template items;
  private final Template itemSelector;
  private final ItemBatcher itemBatcher;
  private final Template maxConcurrency;
  private final ToleranceFields tolerance;
  private final ResultWriterFields resultWriter;
  private final ObjectStore store;
  private final MapRuns runs;
  private final TimeLimits timeLimits;

  private DistributedMap(
      Fields fields,
      Workflow processor,
      boolean express,
      ObjectStore store,
      MapRuns runs,
      TimeLimits timeLimits) {
    this.processor = processor;
    this.express = express;
    this.label = label(fields);
    this.itemReader = ItemReaderFields.of(fields);
    this.items = fields.template("Items");
    if (fields.has("ItemReader") && fields.has("Items")) {
      fields.report(fields.wrong("Items", "cannot stand beside an ItemReader"));
    }
    this.itemSelector = fields.template("ItemSelector");
    this.itemBatcher = ItemBatcher.of(fields);
    this.maxConcurrency = InlineMap.maxConcurrency(fields);
    this.tolerance = ToleranceFields.of(fields);
    this.resultWriter = ResultWriterFields.of(fields);
    this.store = store;
    this.runs = runs;
    this.timeLimits = timeLimits;
  }

  /** Takes the fields of a Distributed Map but its ItemProcessor, Retry, Catch and way out. */
  static DistributedMap of(
      Fields fields,
      Workflow processor,
      boolean express,
      ObjectStore store,
      MapRuns runs,
      TimeLimits timeLimits) {
    return new DistributedMap(fields, processor, express, store, runs, timeLimits);
  }

  private static String label(Fields fields) {
    String label = fields.text("Label");
    if (label == null) {
      // Step Functions makes one up as well; a run's label need only be unique in its machine.
      return UUID.randomUUID().toString().substring(0, 8);
    }
    if (label.length() > 40) {
      fields.report(
          new DefinitionException(
              fields.locationOf("Label"),
              "INVALID_LABEL_NAME",
              "Invalid Label name: Label exceeds the 40-character limit allowed by the service"));
    } else if (label.isEmpty() || label.matches(".*[\\s?*<>{}\\[\\]:;,\\\\|^~$#%&`\"].*")) {
      fields.report(
          fields.wrong(
              "Label",
              "must have 1 to 40 characters, without spaces, wildcards, brackets or any of"
                  + " ? * < > { } [ ] : ; , \\ | ^ ~ $ # % & ` \""));
    }
    return label;
  }

  /**
   * Runs the map and returns {@code {"MapRunArn", "ResultWriterDetails": {"Bucket", "Key"}}}, or an
   * array of what the results have of the children where they have no destination.
   *
   * @throws StateError {@code States.ItemReaderFailed}, {@code States.ResultWriterFailed}, {@code
   *     States.ExceedToleratedFailureThreshold}, {@code States.DataLimitExceeded}, {@code
   *     States.QueryEvaluationError} or {@code States.Runtime}
   */
  Object run(StateContext context) throws InterruptedException {
    return context.kept() instanceof RedrivableMapRun before
        ? redrive(context, before)
        : begin(context);
  }

  /** What a Map Run is to be, before its items are read. */
  private record Plan(
      int concurrency, ToleratedFailure tolerated, ChildInputs inputs, Destination destination) {}

  private Object begin(StateContext context) throws InterruptedException {
    List<?> array = itemReader == null ? InlineMap.itemsOf(context, items) : null;
    Plan plan =
        new Plan(
            InlineMap.maxConcurrency(context, maxConcurrency, MOST_CONCURRENT),
            array == null ? tolerance.evaluate(context) : tolerance.evaluate(context, array),
            new ChildInputs(
                context, itemSelector, itemBatcher == null ? null : itemBatcher.limits(context)),
            destination(context));
    Execution execution = context.execution();
    try (Items source =
        array == null ? open(context, error -> unread(context, plan, error)) : Items.of(array)) {
      execution.cancellation().check(); // counting a large file takes a while
      execution.record("MapStateStarted", Map.of("length", array == null ? 0 : array.size()));
      ResumedMapRun resumed = runs.takeResumed(execution.arn(), label).orElse(null);
      ChildInputs inputs = plan.inputs();
      inputs.from(source.source());
      MapRun run =
          new MapRun(
              mapRunArn(execution, resumed == null ? UUID.randomUUID().toString() : resumed.id()),
              execution.arn(),
              plan.concurrency(),
              plan.tolerated(),
              source.count(),
              inputs.most(),
              plan.destination() != null);
      Destination folder = resumed == null ? folder(plan.destination(), run) : resumed(resumed);
      RedrivableMapRun kept = new RedrivableMapRun(run, inputs, array, folder, execution.last());
      RunJournal.Header header = header(execution, run, source, inputs);
      kept.reads(header);
      context.keep(kept);
      Outcomes before =
          resumed == null ? new Outcomes(source.count(), inputs.batched()) : resumed.outcomes();
      run.resume(before, resumed == null ? 0 : resumed.redriveCount());
      run.reads(source.location());
      runs.add(run);
      if (resumed == null) {
        execution.record("MapRunStarted", Map.of("mapRunArn", run.arn()));
      } else {
        recordRedriven(execution, run);
      }
      return children(
          context,
          kept,
          source,
          new Attempt(
              new ChildExecutions.Beginning(
                  before, resumed == null ? 0 : resumed.announced(), false),
              () -> journal(resumed, header, folder),
              journal -> results(run, resumed, folder, journal)));
    } catch (ItemReaderFailed | ResultWriterFailed e) {
      throw MapRunFailure.of(e);
    }
  }

  private String mapRunArn(Execution execution, String id) {
    return execution.stateMachineArn().mapRun(label, id).toString();
  }

  /** One run of a Map Run's children: where it begins, and where it writes. */
  private record Attempt(
      ChildExecutions.Beginning beginning,
      Supplier<RunJournal> journal,
      Function<RunJournal, ChildResults> results) {}

  private ChildExecutions.Kind children() {
    return new ChildExecutions.Kind(processor, express, label, timeLimits, store);
  }

  private Object children(
      StateContext context, RedrivableMapRun kept, Items source, Attempt attempt)
      throws InterruptedException {
    Execution execution = context.execution();
    MapRun run = kept.run();
    try (RunJournal journal = opened(run, execution, attempt.journal());
        ChildResults results = opened(run, execution, () -> attempt.results().apply(journal))) {
      ChildExecutions children =
          new ChildExecutions(children(), context, kept, attempt.beginning(), results, journal);
      ManifestLocation manifest;
      ChildOutputs outputs = results instanceof ChildOutputs own ? own : null;
      try {
        manifest = children.run(source);
      } finally {
        kept.announced(journal.announced());
        if (outputs != null || run.results() != null) {
          kept.ended(children.outcomes(), run.results(), outputs);
        }
      }
      Object result = outputs == null ? result(run, manifest) : outputs.value(context.stateName());
      execution.recordAside("MapStateSucceeded", Map.of());
      return result;
    } catch (ItemReaderFailed | ResultWriterFailed | StateError e) {
      execution.failsWith("MapStateFailed");
      throw e;
    }
  }

  /**
   * Goes on in the Map Run that did not succeed. Its items are read again, and must be the same, if
   * one of them was started; else the dataset is the one that is there now.
   */
  private Object redrive(StateContext context, RedrivableMapRun kept) throws InterruptedException {
    Execution execution = context.execution();
    MapRun run = kept.run();
    execution.follow(kept.startedEvent());
    if (run.redriveCount() == RedrivableMapRun.MOST_REDRIVES) {
      throw new StateError(
          ErrorNames.RUNTIME,
          "The Map Run " + run.arn() + " was redriven 1,000 times, and can't be again");
    }
    Destination folder = kept.folder();
    List<ResultFiles.File> succeeded = succeeded(execution, kept);
    try (Items source = kept.array() == null ? reopen(context, kept) : Items.of(kept.array())) {
      execution.cancellation().check();
      ChildInputs inputs = kept.inputs();
      inputs.from(source.source());
      Outcomes known =
          kept.hasResults() ? kept.outcomes() : new Outcomes(source.count(), inputs.batched());
      RunJournal.Header header = header(execution, run, source, inputs);
      kept.reads(header);
      run.redrive(
          known.succeededOnly(),
          known.unsuccessful(),
          known.unsuccessfulChildren(),
          source.count(),
          inputs.most(),
          folder != null);
      run.reads(source.location());
      recordRedriven(execution, run);
      return children(
          context,
          kept,
          source,
          new Attempt(
              new ChildExecutions.Beginning(known.succeededOnly(), 0, true),
              () -> kept.journal(store),
              journal -> results(kept, succeeded, journal)));
    } catch (ItemReaderFailed | ResultWriterFailed e) {
      throw MapRunFailure.of(e);
    }
  }

  private static void recordRedriven(Execution execution, MapRun run) {
    execution.record(
        "MapRunRedriven", Map.of("mapRunArn", run.arn(), "redriveCount", run.redriveCount()));
  }

  private static RunJournal.Header header(
      Execution execution, MapRun run, Items source, ChildInputs inputs) {
    return new RunJournal.Header(
        run.arn(),
        execution.arn(),
        execution.startTime(),
        execution.input(),
        source.count(),
        source.fingerprint(),
        source.reader(),
        inputs.batched());
  }

  /** Reads the items; a reader that fails leaves a Map Run that has failed, as recorded on AWS. */
  private Items open(StateContext context, UnaryOperator<StateError> unread) {
    try {
      return open(context);
    } catch (ItemReaderFailed e) {
      throw unread.apply(MapRunFailure.of(e));
    } catch (StateError e) {
      throw e.error().equals(ErrorNames.ITEM_READER_FAILED) ? unread.apply(e) : e;
    }
  }

  private StateError unread(StateContext context, Plan plan, StateError error) {
    Execution execution = context.execution();
    MapRun run =
        new MapRun(
            mapRunArn(execution, UUID.randomUUID().toString()),
            execution.arn(),
            plan.concurrency(),
            plan.tolerated(),
            0,
            1,
            false);
    runs.add(run);
    run.ended(MapRun.Status.FAILED, null);
    execution.record("MapStateStarted", Map.of("length", 0));
    context.keep(
        new RedrivableMapRun(
            run, plan.inputs(), null, folder(plan.destination(), run), execution.last()));
    execution.record("MapRunStarted", Map.of("mapRunArn", run.arn()));
    execution.record("MapRunFailed", MapRunFailure.details(error));
    execution.failsWith("MapStateFailed");
    return error;
  }

  /** Reads the items for a redrive, which fails where they can't be, or are others. */
  private Items reopen(StateContext context, RedrivableMapRun kept) {
    Items source = open(context, error -> notReopened(context.execution(), kept.run(), error));
    if (kept.hasResults()) {
      try {
        kept.header().requireSame(source.count(), source.fingerprint());
      } catch (ItemReaderFailed e) {
        source.close();
        throw notReopened(context.execution(), kept.run(), MapRunFailure.of(e));
      }
    }
    return source;
  }

  /** Finds the files with what succeeded, which the redrive's manifest is to name, too. */
  private List<ResultFiles.File> succeeded(Execution execution, RedrivableMapRun kept) {
    try {
      return kept.succeeded(store);
    } catch (ResultFiles.Unreadable e) {
      StateError error = new StateError(ErrorNames.RESULT_WRITER_FAILED, e.getMessage());
      throw notReopened(execution, kept.run(), error);
    }
  }

  private static StateError notReopened(Execution execution, MapRun run, StateError error) {
    ManifestLocation results = run.results();
    run.redrive();
    recordRedriven(execution, run);
    run.ended(MapRun.Status.FAILED, results);
    execution.record("MapRunFailed", MapRunFailure.details(error));
    execution.failsWith("MapStateFailed");
    return error;
  }

  private static Map<String, Object> result(MapRun run, ManifestLocation manifest) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("Bucket", manifest.bucket());
    details.put("Key", manifest.key());
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("MapRunArn", run.arn());
    result.put("ResultWriterDetails", details);
    return result;
  }

  /** Where results go: a prefix, which has the folders of Map Runs, or such a folder. */
  record Destination(String bucket, String prefix) {}

  private static Destination folder(Destination destination, MapRun run) {
    return destination == null
        ? null
        : new Destination(
            destination.bucket(),
            ResultWriter.folder(destination.prefix(), MapRunArn.parse(run.arn()).id()));
  }

  private static Destination resumed(ResumedMapRun resumed) {
    return new Destination(resumed.bucket(), resumed.folder());
  }

  private Destination destination(StateContext context) {
    if (resultWriter.arguments() == null) {
      return null;
    }
    Map<?, ?> arguments = arguments(context, resultWriter.arguments(), "ResultWriter");
    refuseOthers(arguments, Set.of("Bucket", "Prefix"), "ResultWriter");
    return new Destination(
        text(context, arguments, "Bucket", "ResultWriter"),
        arguments.get("Prefix") instanceof String prefix ? prefix : "");
  }

  private ChildResults results(
      MapRun run, ResumedMapRun resumed, Destination folder, RunJournal journal) {
    return folder == null
        ? new ChildOutputs(resultWriter.config())
        : writer(
            run, folder, resumed == null ? group -> List.of() : resumed.settle()::get, journal);
  }

  private ChildResults results(
      RedrivableMapRun kept, List<ResultFiles.File> succeeded, RunJournal journal) {
    if (kept.folder() == null) {
      ChildOutputs outputs =
          kept.hasResults() ? kept.outputs() : new ChildOutputs(resultWriter.config());
      outputs.redrive();
      return outputs;
    }
    return writer(
        kept.run(),
        kept.folder(),
        group -> group == ResultGroup.SUCCEEDED ? succeeded : List.of(),
        journal);
  }

  private ResultWriter writer(
      MapRun run,
      Destination folder,
      Function<ResultGroup, List<ResultFiles.File>> complete,
      RunJournal journal) {
    return new ResultWriter(
        store,
        folder.bucket(),
        ResultWriter.redriveFolder(folder.prefix(), run.redriveCount()),
        run.arn(),
        ResultWriter.MAX_FILE_BYTES,
        resultWriter.config(),
        complete,
        journal::correct);
  }

  /** Opens the journal, or the results; without them no record is run. */
  private static <T> T opened(MapRun run, Execution execution, Supplier<T> opening) {
    try {
      return opening.get();
    } catch (ResultWriterFailed | ItemReaderFailed e) {
      run.ended(MapRun.Status.FAILED, null);
      execution.record("MapRunFailed", MapRunFailure.details(e));
      throw e;
    }
  }

  private RunJournal journal(ResumedMapRun resumed, RunJournal.Header header, Destination folder) {
    if (folder == null) {
      return RunJournal.none();
    }
    if (resumed == null) {
      return RunJournal.start(store, folder.bucket(), folder.prefix(), header);
    }
    if (!resultWriter.config().tellsChildren()) {
      RunJournal.release(resumed.hold());
      throw new ResultWriterFailed(
          "A run whose ResultWriter has the Transformation "
              + resultWriter.config().transformation()
              + " can't be resumed: its results don't tell which records they are of",
          null);
    }
    try {
      resumed.header().requireSame(header.items(), header.fingerprint());
    } catch (ItemReaderFailed e) {
      RunJournal.release(resumed.hold());
      throw e;
    }
    return RunJournal.resume(
        resumed.store(), folder.bucket(), folder.prefix(), resumed.hold(), resumed.announced());
  }

  /** Returns where the items that a reader's Arguments name would say that they are from. */
  static String source(StateContext context, ItemReaderFields reader) {
    Map<?, ?> arguments = arguments(context, reader.arguments(), "ItemReader");
    String bucket = text(context, arguments, "Bucket", "ItemReader");
    return reader.isListing()
        ? DatasetLocation.source(bucket, null, true)
        : DatasetLocation.source(bucket, text(context, arguments, "Key", "ItemReader"), false);
  }

  static Map<?, ?> arguments(StateContext context, Template template, String field) {
    if (context.evaluate(template) instanceof Map<?, ?> arguments) {
      return arguments;
    }
    throw new StateError(
        ErrorNames.QUERY_EVALUATION_ERROR,
        "The Arguments of the " + field + " of '" + context.stateName() + "' must be an object");
  }

  static String text(StateContext context, Map<?, ?> arguments, String name, String field) {
    if (arguments.get(name) instanceof String text && !text.isEmpty()) {
      return text;
    }
    throw new StateError(
        ErrorNames.QUERY_EVALUATION_ERROR,
        "The " + field + " of '" + context.stateName() + "' needs a text for '" + name + "'");
  }

  private Items open(StateContext context) {
    Map<?, ?> arguments = arguments(context, itemReader.arguments(), "ItemReader");
    refuseOthers(arguments, itemReader.argumentNames(), "ItemReader");
    String bucket = text(context, arguments, "Bucket", "ItemReader");
    if (itemReader.isListing()) {
      return list(context, bucket, arguments);
    }
    requireOwner(context, arguments, bucket);
    String key = text(context, arguments, "Key", "ItemReader");
    try {
      ReaderConfig config = itemReader.config(context);
      if (arguments.get("VersionId") == null) {
        return Items.of(new ItemReader(store, config).open(bucket, key));
      }
      String version = text(context, arguments, "VersionId", "ItemReader");
      return Items.ofVersion(new ItemReader(store.version(version), config).open(bucket, key));
    } catch (ServiceException | IOException e) {
      throw new StateError(
          ErrorNames.ITEM_READER_FAILED, "s3://" + bucket + "/" + key + ": " + e.getMessage());
    }
  }

  /** What the engine does not know is refused rather than skipped. */
  private static void refuseOthers(Map<?, ?> arguments, Set<String> known, String field) {
    for (Object name : arguments.keySet()) {
      if (!known.contains(name)) {
        throw new StateError(
            ErrorNames.RUNTIME,
            "The local engine's "
                + field
                + " does not support the argument '"
                + name
                + "'; it has "
                + String.join(", ", new TreeSet<>(known)));
      }
    }
  }

  /** The engine has one account, whose buckets all are. */
  private static void requireOwner(StateContext context, Map<?, ?> arguments, String bucket) {
    Object owner = arguments.get(ItemReaderFields.OWNER);
    if (owner != null && !owner.equals(context.execution().stateMachineArn().account())) {
      throw new StateError(
          ErrorNames.ITEM_READER_FAILED,
          "Access Denied: the bucket '" + bucket + "' is not the account's " + owner);
    }
  }

  private Items list(StateContext context, String bucket, Map<?, ?> arguments) {
    requireOwner(context, arguments, bucket);
    String prefix = "";
    if (arguments.get("Prefix") != null) {
      if (!(arguments.get("Prefix") instanceof String text)) {
        throw new StateError(
            ErrorNames.QUERY_EVALUATION_ERROR,
            "The ItemReader of '" + context.stateName() + "' needs a text for 'Prefix'");
      }
      prefix = text;
    }
    try {
      return Items.of(new ListingReader(store, itemReader.limit(context)).open(bucket, prefix));
    } catch (IOException e) {
      throw new StateError(
          ErrorNames.ITEM_READER_FAILED, "s3://" + bucket + "/" + prefix + "*: " + e.getMessage());
    }
  }

  /** The items of a run, from an object, a listing or an array. */
  interface Items extends AutoCloseable {
    long count();

    /** Returns where they are, null for an array. */
    default DatasetLocation location() {
      return null;
    }

    /** Returns how their file is read, null where they are in none. */
    default ReaderConfig reader() {
      return location() == null || location().listing() ? null : location().config();
    }

    /** Returns where they say that they are from. */
    default String source() {
      return STATE_DATA;
    }

    /** Returns what tells their bytes from others', empty for an array. */
    default String fingerprint() {
      return "";
    }

    /** Returns the next item, or null after the last. */
    Item next() throws IOException;

    @Override
    void close();

    static Items of(List<?> array) {
      return new Items() {
        private int next;

        @Override
        public long count() {
          return array.size();
        }

        @Override
        public Item next() {
          return next == array.size() ? null : new Item(next, array.get(next++));
        }

        @Override
        public void close() {}
      };
    }

    static Items of(Dataset dataset) throws IOException {
      return of(dataset, dataset.location());
    }

    /** Of a version that is not the current one, nobody finds the dataset by its place. */
    static Items ofVersion(Dataset dataset) throws IOException {
      return of(dataset, null);
    }

    private static Items of(Dataset dataset, DatasetLocation location) throws IOException {
      ItemIterator iterator = dataset.items();
      return new Items() {
        @Override
        public long count() {
          return dataset.count();
        }

        @Override
        public DatasetLocation location() {
          return location;
        }

        @Override
        public String source() {
          return dataset.source();
        }

        @Override
        public String fingerprint() {
          return dataset.fingerprint();
        }

        @Override
        public Item next() throws IOException {
          return iterator.next();
        }

        @Override
        public void close() {
          iterator.close();
          dataset.close();
        }
      };
    }
  }
}
