package io.tenfold.cli;

import io.tenfold.local.LocalEngine;
import io.tenfold.local.folder.FolderMessageQueue;
import io.tenfold.local.folder.FolderObjectStore;
import io.tenfold.local.map.result.ManifestLocation;
import io.tenfold.local.map.result.ResultFiles;
import io.tenfold.local.map.run.MapRun;
import io.tenfold.local.map.run.UnfinishedMapRun;
import io.tenfold.local.port.MessageQueue;
import io.tenfold.local.port.ObjectStore;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The batches that the embedded engine runs on this machine, in a folder. */
final class EmbeddedBatches implements Batches {
  /** The Region and account that local ARNs name. */
  static final LocalEngine.Account ACCOUNT = new LocalEngine.Account("us-east-1", "000000000000");

  /** What the state machine, the bucket and the function are called. */
  static final String NAME = "tenfold-local";

  private static final String QUEUE = NAME + "-failed-runs";

  private final Path folder;
  private final FolderObjectStore store;
  private final FolderMessageQueue queues;
  private final String queueUrl;
  private final ExecutionFiles files;
  private final Supplier<LocalRun.Settings> settings;
  private final Supplier<Progress> progress;
  private final Consumer<String> warnings;
  private final UndeliveredMessages undelivered;
  private final List<LocalRun> runs = new ArrayList<>();

  /**
   * Takes the folder, how runs are run and their progress is shown, when one is started, and who is
   * told of what goes wrong beside them.
   *
   * @throws UserError if the folder can't be used
   */
  EmbeddedBatches(
      Path folder,
      Supplier<LocalRun.Settings> settings,
      Supplier<Progress> progress,
      Consumer<String> warnings) {
    this.folder = folder;
    this.settings = settings;
    this.progress = progress;
    this.warnings = warnings;
    try {
      store = new FolderObjectStore(folder.resolve("s3"));
      store.createBucket(NAME);
    } catch (IOException e) {
      throw new UserError(
          "The folder " + folder + " can't be used: " + e + ". Give another with --folder.", e);
    }
    queues = new FolderMessageQueue(folder.resolve("sqs"), warnings);
    queueUrl = FolderMessageQueue.url(QUEUE);
    try {
      queues.createQueue(QUEUE);
    } catch (IOException e) {
      // Runs are run, and looked at, without it: what it does not take is kept beside them.
      warnings.accept("The queue of failed runs can't be used: " + e + ".");
    }
    files = new ExecutionFiles(folder.resolve("executions"), warnings);
    undelivered = new UndeliveredMessages(folder.resolve("executions"), warnings);
  }

  @Override
  public Stack stack() {
    return new Stack(ACCOUNT.stateMachineArn(NAME), NAME, "input/", "results/", queueUrl);
  }

  @Override
  public String resolve(String reference) {
    if (reference.equals("last")) {
      List<Run> newest = list(null, 1);
      if (newest.isEmpty()) {
        throw new UserError(
            "No batch has been run in " + folder + " yet. Start one: tenfold start --local FILE");
      }
      return newest.get(0).arn();
    }
    String name = reference.substring(reference.lastIndexOf(':') + 1);
    return ACCOUNT.stateMachineArn(NAME).replace(":stateMachine:", ":execution:") + ":" + name;
  }

  @Override
  public void upload(Path file, String key) throws IOException {
    store.put(NAME, key, file);
  }

  @Override
  public String start(String name, Map<String, Object> input)
      throws IOException, InterruptedException {
    return run(name, input, null);
  }

  private String run(String name, Map<String, Object> input, LocalRun.Before before)
      throws IOException, InterruptedException {
    LocalRun run =
        new LocalRun(
            settings.get(),
            new LocalRun.Surroundings(
                folder, store, queues, queueUrl, files, undelivered, warnings),
            name,
            input,
            before);
    runs.add(run);
    run.await(new SteadyProgress(progress, warnings));
    return run.arn();
  }

  /**
   * Goes on with a run that was killed, stopped or failed: with its records that have no outcome,
   * under its name; returns when it has ended.
   *
   * @param limits what is to be other in its input
   * @throws UserError if there is nothing to go on with
   */
  void resume(String arn, Map<String, Object> limits) throws IOException, InterruptedException {
    Run run = describe(arn);
    if (!run.ended()) {
      throw new UserError(run.name() + " is being run. See how far it is: tenfold watch --local");
    }
    if (run.status().equals("SUCCEEDED")) {
      throw new UserError(
          run.name() + " SUCCEEDED: none of its records is left. Those that failed: tenfold retry");
    }
    List<UnfinishedMapRun> mapRuns = unfinishedOf(arn);
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
    Map<String, Object> input = new LinkedHashMap<>();
    if (run.input() instanceof Map<?, ?> before) {
      before.forEach((field, value) -> input.put((String) field, value));
    }
    input.putAll(limits);
    run(
        run.name(),
        input,
        new LocalRun.Before(
            // The very moment that the execution had: what was made of it stays as it is.
            mapRuns.isEmpty() ? run.startDate() : mapRuns.get(0).startDate(),
            run.measured() == null ? Duration.ZERO : run.measured(),
            mapRuns));
  }

  private List<UnfinishedMapRun> unfinishedOf(String arn) {
    try {
      return UnfinishedMapRun.of(store, NAME, arn);
    } catch (IOException e) {
      throw new UserError(
          "Can't read what " + arn + " left in " + folder + ": " + e.getMessage(), e);
    }
  }

  @Override
  public Optional<UnfinishedMapRun> unfinished(String executionArn) {
    if (entry(executionArn).results() != null) {
      return Optional.empty();
    }
    List<UnfinishedMapRun> runs = unfinishedOf(executionArn);
    return runs.isEmpty() ? Optional.empty() : Optional.of(runs.get(runs.size() - 1));
  }

  @Override
  public Run describe(String arn) {
    return alive(entry(arn)).run();
  }

  @Override
  public Optional<MapRunState> mapRun(String executionArn) {
    ExecutionFiles.Entry entry = entry(executionArn);
    if (!alive(entry).run().ended()) {
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
    if (!alive(entry).run().ended()) {
      return Batches.super.mayHaveRun(executionArn);
    }
    Optional<UnfinishedMapRun> unfinished = unfinished(executionArn);
    try {
      return new OpenRecords(
          unfinished.isPresent() ? unfinished.get().mayHaveRun() : new BitSet(),
          entry.run().retryOf() != null);
    } catch (IOException | ResultFiles.Unreadable e) {
      throw new UserError("Can't read the results in " + folder + ": " + e.getMessage(), e);
    }
  }

  private MapRunState state(UnfinishedMapRun unfinished, MapRunState said) {
    UnfinishedMapRun.Counts counts;
    try {
      counts = unfinished.counts();
    } catch (IOException | ResultFiles.Unreadable e) {
      throw new UserError("Can't read the results in " + folder + ": " + e.getMessage(), e);
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

  /** Returns the run of that ARN, if this process runs it or did. */
  private Optional<LocalRun> own(String arn) {
    return runs.stream().filter(run -> run.arn().equals(arn)).findFirst();
  }

  private ExecutionFiles.Entry entry(String arn) {
    Optional<LocalRun> own = own(arn);
    if (own.isPresent()) {
      return own.get().entry();
    }
    ExecutionFiles.Entry entry = found(arn);
    if (entry == null) {
      throw new UserError(
          "There is no run "
              + arn
              + " in "
              + folder
              + ". `tenfold list --local` shows those that there are.");
    }
    return entry;
  }

  /** Its file says less than what it wrote of its records, but may be broken, or gone. */
  private ExecutionFiles.Entry found(String arn) {
    ExecutionFiles.Entry entry;
    try {
      entry = files.find(arn.substring(arn.lastIndexOf(':') + 1));
    } catch (UserError e) {
      List<UnfinishedMapRun> left = unfinishedOf(arn);
      if (left.isEmpty()) {
        throw e;
      }
      warnings.accept(e.getMessage());
      return entry(left.get(0));
    }
    if (entry != null) {
      return entry;
    }
    List<UnfinishedMapRun> left = unfinishedOf(arn);
    return left.isEmpty() ? null : entry(left.get(0));
  }

  /** Makes up the file of a run of which only what it wrote of its records is left. */
  private ExecutionFiles.Entry entry(UnfinishedMapRun left) {
    boolean running;
    try {
      running = left.isRunning();
    } catch (IOException e) {
      running = false;
    }
    String name = left.executionArn().substring(left.executionArn().lastIndexOf(':') + 1);
    return new ExecutionFiles.Entry(
        new Run(
            left.executionArn(),
            name,
            running ? "RUNNING" : "ABORTED",
            left.startDate(),
            running ? null : left.startDate(),
            left.input(),
            null,
            running ? null : "Tenfold.Killed",
            running ? null : killed("Its process", name),
            null,
            null),
        null,
        null,
        new FunctionUse(0, 0, folder.resolve("lambda").resolve("logs")),
        new ProcessIdentity(0, "unknown"));
  }

  private static String killed(String process, String name) {
    return process
        + " ended before the results were complete. Go on with the rest of the records: tenfold"
        + " resume --local "
        + name;
  }

  /** A run whose process is gone without a word was killed: nobody will ever end it. */
  private ExecutionFiles.Entry alive(ExecutionFiles.Entry seen) {
    if (seen.run().ended() || seen.process().running().isPresent() || seen.process().pid() == 0) {
      return seen;
    }
    // It may have ended properly since its file was read.
    ExecutionFiles.Entry entry = files.find(seen.run().name());
    if (entry == null || entry.run().ended()) {
      return entry == null ? seen : entry;
    }
    Run run = entry.run();
    return new ExecutionFiles.Entry(
        new Run(
            run.arn(),
            run.name(),
            "ABORTED",
            run.startDate(),
            // As long as it is known to have lived.
            run.startDate().plus(run.measured() == null ? Duration.ZERO : run.measured()),
            run.input(),
            null,
            "Tenfold.Killed",
            killed("Process " + entry.process().pid() + ", which ran it,", run.name()),
            null,
            run.measured()),
        entry.mapRun(),
        entry.results(),
        entry.function(),
        entry.process());
  }

  @Override
  public ObjectStore store() {
    return store;
  }

  @Override
  public String address(String bucket, String key) {
    return folder.resolve("s3").resolve(bucket).resolve(key).toString();
  }

  @Override
  public List<Run> list(String status, int max) {
    List<ExecutionFiles.Entry> entries = new ArrayList<>(files.newestFirst());
    entries.addAll(withoutFile(entries));
    entries.sort(Comparator.comparing((ExecutionFiles.Entry e) -> e.run().startDate()).reversed());
    return entries.stream()
        .map(entry -> alive(entry).run())
        .filter(run -> status == null || run.status().equals(status))
        .limit(max)
        .toList();
  }

  private List<ExecutionFiles.Entry> withoutFile(List<ExecutionFiles.Entry> entries) {
    Set<String> known = new HashSet<>();
    entries.forEach(entry -> known.add(entry.run().arn()));
    List<ExecutionFiles.Entry> others = new ArrayList<>();
    try {
      for (UnfinishedMapRun left : UnfinishedMapRun.in(store, NAME)) {
        if (known.add(left.executionArn())) {
          others.add(entry(left));
        }
      }
    } catch (IOException e) {
      warnings.accept("Can't look for unfinished runs in " + folder + ": " + e.getMessage());
    }
    return others;
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
            messages().stream(), undelivered.all().stream().map(UndeliveredMessages.Kept::message))
        .limit(max)
        .toList();
  }

  /** Returns the queue's messages, and leaves them there. */
  List<Message> messages() throws IOException {
    return queues.messages(queueUrl).stream().map(EmbeddedBatches::message).toList();
  }

  /** Returns the messages of a run that the queue did not take. */
  List<UndeliveredMessages.Kept> undelivered(String arn) {
    return own(arn)
        .map(LocalRun::undelivered)
        .orElseGet(() -> undelivered.of(arn.substring(arn.lastIndexOf(':') + 1)));
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
