package io.tenfold.test;

import com.fasterxml.jackson.databind.JsonNode;
import io.tenfold.function.RecordProcessor;
import io.tenfold.function.invoke.ProcessorFunction;
import io.tenfold.local.ExecutionOutcome;
import io.tenfold.local.LocalEngine;
import io.tenfold.local.StartedExecution;
import io.tenfold.local.WorkflowFile;
import io.tenfold.local.WorkflowPlaceholders;
import io.tenfold.local.arn.Account;
import io.tenfold.local.folder.FolderMessageQueue;
import io.tenfold.local.folder.FolderObjectStore;
import io.tenfold.local.folder.TemporaryFolder;
import io.tenfold.local.map.read.CsvDelimiter;
import io.tenfold.local.map.read.InputType;
import io.tenfold.local.map.read.ReaderConfig;
import io.tenfold.local.map.result.RecordIndex;
import io.tenfold.local.map.result.ResultFiles;
import io.tenfold.local.map.result.ResultGroup;
import io.tenfold.local.map.run.MapRun;
import io.tenfold.local.port.MessageQueue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/**
 * A batch within a unit test: the workflow that runs on AWS, on the local engine, with a processor
 * in the test's own process. Retries don't wait, and nothing but a temporary folder is used, which
 * is deleted.
 *
 * <pre>{@code
 * BatchResult result = Batch.of(ClaimProcessor::new).run(Path.of("src/test/resources/claims.json"));
 * assertThat(result.errorOf(3)).isEqualTo(RecordRejected.class.getName());
 * }</pre>
 */
public final class Batch {
  private static final Account ACCOUNT = new Account("us-east-1", "000000000000");
  private static final String NAME = "tenfold-test";
  private static final String FOLDER = "input/";
  private static final ReaderConfig ARRAY = ReaderConfig.of(InputType.JSON);

  private final Supplier<? extends RecordProcessor<?, ?>> processors;
  private final Map<String, Object> input;
  private final Duration timeout;
  private final List<Fault> faults;

  private Batch(
      Supplier<? extends RecordProcessor<?, ?>> processors,
      Map<String, Object> input,
      Duration timeout,
      List<Fault> faults) {
    this.processors = processors;
    this.input = input;
    this.timeout = timeout;
    this.faults = faults;
  }

  /**
   * Returns a batch with the workflow's defaults: 10 records at once, 50 % failures tolerated, and
   * a function that may take 60 s.
   *
   * @param processors makes a processor, as Lambda makes one per environment; each has one record
   *     at a time
   */
  public static Batch of(Supplier<? extends RecordProcessor<?, ?>> processors) {
    return new Batch(processors, Map.of(), Duration.ofSeconds(60), List.of());
  }

  /** Returns this batch with another tolerance, in percent of the records, from 0 to 100. */
  public Batch tolerating(double percent) {
    return with("toleratedFailurePercentage", percent);
  }

  /** Returns this batch with another number of records at once, from 1. */
  public Batch atOnce(int records) {
    return with("maxConcurrency", records);
  }

  /**
   * Returns this batch with so many records to an invocation, at most, from 1 to 1,000; a {@link
   * io.tenfold.function.BatchProcessor} is given them together. Each succeeds or fails by itself,
   * as ever.
   */
  public Batch batchSize(int records) {
    return with("batchSize", records);
  }

  /** Returns this batch with the run's parameters, which every record's context has. */
  public Batch parameters(Map<String, String> parameters) {
    return with("parameters", Map.copyOf(parameters));
  }

  /** Returns this batch with another time-out of the function. */
  public Batch timeout(Duration time) {
    return new Batch(processors, input, time, faults);
  }

  /** Returns this batch with faults that befall its records, beside those that it has. */
  public Batch with(Fault... more) {
    List<Fault> all = new ArrayList<>(faults);
    all.addAll(List.of(more));
    return new Batch(processors, input, timeout, List.copyOf(all));
  }

  private Batch with(String field, Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(input);
    changed.put(field, value);
    return new Batch(processors, changed, timeout, faults);
  }

  /**
   * Runs a file of records: a JSON array ({@code .json}), JSON Lines ({@code .jsonl}, {@code
   * .ndjson}), or CSV whose first row names the columns ({@code .csv} with commas, {@code .tsv}
   * with tabs), each also compressed ({@code .gz}). A file of another name is taken for a JSON
   * array.
   *
   * @throws UncheckedIOException if it can't be read
   */
  public BatchResult run(Path file) {
    String name = file.getFileName().toString();
    return run(file, ReaderConfig.byName(name).orElse(ARRAY));
  }

  /**
   * Runs a CSV file.
   *
   * @param delimiter what stands between two fields: a comma, semicolon, tab, pipe or blank
   * @param headers the columns; none where the first row names them
   * @throws UncheckedIOException if it can't be read
   * @throws IllegalArgumentException if nothing is delimited by that
   */
  public BatchResult runCsv(Path file, char delimiter, String... headers) {
    return run(
        file,
        new ReaderConfig(
            InputType.CSV,
            headers.length == 0 ? null : List.of(headers),
            CsvDelimiter.of(delimiter).character(),
            0,
            List.of()));
  }

  private BatchResult run(Path file, ReaderConfig reader) {
    try {
      return run(Files.readAllBytes(file), file.getFileName().toString(), reader);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't read the records: " + e.getMessage(), e);
    }
  }

  /**
   * Runs records, written as JSON.
   *
   * @throws IllegalArgumentException if they can't be
   */
  public BatchResult run(List<?> records) {
    return run(BatchResult.write(records));
  }

  /** Runs the records of a text, a JSON array. */
  public BatchResult runJson(String records) {
    return run(records.getBytes(StandardCharsets.UTF_8));
  }

  private BatchResult run(byte[] records) {
    return run(records, "records.json", ARRAY);
  }

  private BatchResult run(byte[] records, String name, ReaderConfig reader) {
    try (TemporaryFolder folder = TemporaryFolder.create("tenfold-test-")) {
      return run(records, name, reader, folder.path());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private BatchResult run(byte[] records, String name, ReaderConfig reader, Path folder)
      throws IOException {
    FolderObjectStore store = new FolderObjectStore(folder.resolve("s3"));
    store.createBucket(NAME);
    store.put(NAME, FOLDER + name, Files.write(folder.resolve("records"), records));
    FolderMessageQueue queues = new FolderMessageQueue(folder.resolve("sqs"));
    String queueUrl = queues.createQueue("failed-runs");
    FaultyInvoker functions =
        new FaultyInvoker(() -> new ProcessorFunction(processors.get()), timeout, faults);
    try (LocalEngine engine =
        new LocalEngine(store, queues, functions, ACCOUNT, Batch::doNotWait)) {
      StartedExecution execution =
          engine.start(
              engine.define(NAME, definition(queueUrl, reader)),
              "test",
              with("key", FOLDER + name).input);
      ExecutionOutcome outcome = await(execution);
      Optional<MapRun> mapRun = engine.mapRuns().withResults(execution.arn());
      return result(outcome, mapRun, store, queues.messages(queueUrl), functions);
    }
  }

  /** Retries and Wait states go on at once. */
  private static void doNotWait(Duration time) {}

  private static ExecutionOutcome await(StartedExecution execution) {
    try {
      return execution.outcome().get();
    } catch (InterruptedException e) {
      execution.stop("Tenfold.Interrupted", "The test was interrupted");
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The test was interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("The engine failed: " + e.getCause(), e.getCause());
    }
  }

  private static BatchResult result(
      ExecutionOutcome outcome,
      Optional<MapRun> started,
      FolderObjectStore store,
      List<MessageQueue.Message> messages,
      FaultyInvoker functions) {
    SortedMap<Long, JsonNode> outputs = new TreeMap<>();
    SortedMap<Long, BatchResult.Failure> failures = new TreeMap<>();
    SortedSet<Long> pending = new TreeSet<>();
    if (started.isPresent()) {
      MapRun mapRun = started.get();
      ResultFiles results =
          new ResultFiles(store, mapRun.results().bucket(), mapRun.results().key());
      results.forEach(
          ResultGroup.SUCCEEDED,
          child ->
              outputs.put(
                  RecordIndex.of(child.inputJson()),
                  BatchResult.parse(child.outputJson()).path("output")));
      results.forEach(
          ResultGroup.FAILED,
          child ->
              failures.put(
                  RecordIndex.of(child.inputJson()),
                  new BatchResult.Failure(child.error(), child.cause())));
      results.forEach(ResultGroup.PENDING, child -> pending.add(RecordIndex.of(child.inputJson())));
    }
    boolean failed = outcome instanceof ExecutionOutcome.Failed;
    return new BatchResult(
        outcome.status(),
        failed ? ((ExecutionOutcome.Failed) outcome).error() : null,
        failed ? ((ExecutionOutcome.Failed) outcome).cause() : null,
        outputs,
        failures,
        pending,
        new TreeMap<>(functions.attempts()),
        messages.isEmpty()
            ? Optional.empty()
            : Optional.of(BatchResult.parse(messages.get(messages.size() - 1).body())));
  }

  private static String definition(String queueUrl, ReaderConfig reader) {
    return new WorkflowPlaceholders(NAME, ACCOUNT.function(NAME) + ":live", queueUrl)
        .with(reader)
        .fill(WorkflowFile.shipped().text());
  }
}
