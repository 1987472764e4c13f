package io.tenfold.cli;

import io.tenfold.local.LocalEngine;
import io.tenfold.local.folder.FolderMessageQueue;
import io.tenfold.local.folder.FolderObjectStore;
import io.tenfold.local.map.ManifestLocation;
import io.tenfold.local.port.MessageQueue;
import io.tenfold.local.port.ObjectStore;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The batches that the embedded engine runs on this machine, in a folder. */
final class EmbeddedBatches implements Batches {
  /** The Region and account that local ARNs name. */
  static final LocalEngine.Account ACCOUNT = new LocalEngine.Account("us-east-1", "000000000000");

  /** What the state machine, the bucket and the function are called. */
  static final String NAME = "tenfold-local";

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
      queues = new FolderMessageQueue(folder.resolve("sqs"), warnings);
      queueUrl = queues.createQueue(NAME + "-failed-runs");
    } catch (IOException e) {
      throw new UserError(
          "The folder " + folder + " can't be used: " + e + ". Give another with --folder.", e);
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
    LocalRun run =
        new LocalRun(
            settings.get(),
            new LocalRun.Surroundings(
                folder, store, queues, queueUrl, files, undelivered, warnings),
            name,
            input);
    runs.add(run);
    run.await(new SteadyProgress(progress, warnings));
    return run.arn();
  }

  @Override
  public Run describe(String arn) {
    return alive(entry(arn)).run();
  }

  @Override
  public Optional<MapRunState> mapRun(String executionArn) {
    return Optional.ofNullable(entry(executionArn).mapRun());
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
    ExecutionFiles.Entry entry = files.find(arn.substring(arn.lastIndexOf(':') + 1));
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

  /** A run whose process is gone without a word was killed: nobody will ever end it. */
  private ExecutionFiles.Entry alive(ExecutionFiles.Entry seen) {
    if (seen.run().ended() || seen.process().running().isPresent()) {
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
            "Process "
                + entry.process().pid()
                + ", which ran it, was killed before its results"
                + " were complete. Run the file again.",
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
    return files.newestFirst().stream()
        .map(entry -> alive(entry).run())
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
