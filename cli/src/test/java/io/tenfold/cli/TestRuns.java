package io.tenfold.cli;

import io.tenfold.cli.batch.Batches;
import io.tenfold.cli.results.MergedResults;
import io.tenfold.local.folder.FolderObjectStore;
import io.tenfold.local.map.result.ChildExecution;
import io.tenfold.local.map.result.ManifestLocation;
import io.tenfold.local.map.result.ResultFiles;
import io.tenfold.local.map.result.ResultWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Results as a Map Run would have written them, in a folder. */
public final class TestRuns {
  private static final String BUCKET = "test-bucket";
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final FolderObjectStore store;
  private int runs;

  public TestRuns(Path folder) throws IOException {
    store = new FolderObjectStore(folder);
    store.createBucket(BUCKET);
  }

  public static ChildExecution succeeded(long index, String outputJson) {
    return child(
        index, "SUCCEEDED", "{\"index\":" + index + ",\"output\":" + outputJson + "}", null, null);
  }

  public static ChildExecution failed(long index, String error) {
    return child(
        index,
        "FAILED",
        null,
        error,
        "{\"errorMessage\":\"wrong\",\"errorType\":\"" + error + "\"}");
  }

  /** The same child, of the batch with that origin. */
  public static ChildExecution of(String origin, ChildExecution child) {
    return new ChildExecution(
        child.executionArn(),
        child.name(),
        child.stateMachineArn(),
        child.status(),
        child.inputJson().replaceFirst("}$", ",\"origin\":\"" + origin + "\"}"),
        child.outputJson(),
        child.error(),
        child.cause(),
        child.startDate(),
        child.stopDate());
  }

  public static ChildExecution pending(long index) {
    return child(index, "PENDING", null, null, null);
  }

  private static ChildExecution child(
      long index, String status, String output, String error, String cause) {
    boolean started = !status.equals("PENDING");
    return new ChildExecution(
        "arn:child-" + index,
        "child-" + index,
        "arn:machine",
        status,
        "{\"index\":" + index + ",\"record\":{\"id\":\"R-" + index + "\",\"price\":4.50}}",
        output,
        error,
        cause,
        started ? START : null,
        started ? START : null);
  }

  /** Writes a run's results and reads their manifest. */
  public ResultFiles results(ChildExecution... children) {
    try (ResultWriter writer =
        new ResultWriter(
            store, BUCKET, "results", "arn:map", "run-" + runs++, ResultWriter.MAX_FILE_BYTES)) {
      for (ChildExecution child : children) {
        writer.write(child);
      }
      ManifestLocation manifest = writer.finish();
      return new ResultFiles(store, manifest.bucket(), manifest.key());
    }
  }

  /** A run that has ended, of that many records. */
  public MergedResults.Source source(
      String name, String retryOf, long read, ChildExecution... children) {
    return new MergedResults.Source(
        run(name, "SUCCEEDED", retryOf == null ? Map.of() : Map.of("retryOf", retryOf)),
        results(children),
        read,
        0);
  }

  public static Batches.Run run(String name, String status, Map<String, Object> input) {
    return new Batches.Run(
        "arn:aws:states:us-east-1:000000000000:execution:tenfold-local:" + name,
        name,
        status,
        START,
        status.equals("RUNNING") ? null : START.plusSeconds(1),
        input,
        null,
        null,
        null,
        null,
        Duration.ofMillis(1_500));
  }

  public static List<String> lines(String text) {
    return text.lines().toList();
  }
}
