package io.tenfold.e2e;

import io.tenfold.local.folder.FolderObjectStore;
import io.tenfold.local.json.Json;
import io.tenfold.local.map.result.ChildExecution;
import io.tenfold.local.map.result.ManifestLocation;
import io.tenfold.local.map.result.ResultWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A run of very many records, as the engine would have left it in a folder. */
final class LargeRun {
  private static final String BUCKET = "tenfold-local";

  private LargeRun() {}

  /** Writes the results of a run in which all records succeeded, in an order far from theirs. */
  static void write(Path folder, String name, int records) throws IOException {
    FolderObjectStore store = new FolderObjectStore(folder.resolve("s3"));
    store.createBucket(BUCKET);
    Instant now = Instant.now();
    String text = "x".repeat(700);
    ManifestLocation manifest;
    try (ResultWriter writer =
        new ResultWriter(store, BUCKET, "results", "arn:map", "large", 30_000_000)) {
      for (int i = 0; i < records; i++) {
        // A prime step visits every index once, provided that it does not divide their number.
        long index = i * 7_919L % records;
        writer.write(
            new ChildExecution(
                "arn:child-" + index,
                "child-" + index,
                "arn:machine",
                "SUCCEEDED",
                "{\"index\":" + index + ",\"record\":{}}",
                "{\"index\":" + index + ",\"output\":{\"text\":\"" + text + "\"}}",
                null,
                null,
                now,
                now));
      }
      manifest = writer.finish();
    }
    Map<String, Object> execution = new LinkedHashMap<>();
    execution.put("executionArn", "arn:aws:states:us-east-1:000000000000:execution:x:" + name);
    execution.put("name", name);
    execution.put("status", "SUCCEEDED");
    execution.put("startDate", now.toString());
    execution.put("stopDate", now.toString());
    Map<String, Object> counts = new LinkedHashMap<>();
    for (String count :
        new String[] {"pending", "running", "failed", "timedOut", "aborted", "resultsWritten"}) {
      counts.put(count, 0);
    }
    counts.put("total", records);
    counts.put("succeeded", records);
    execution.put(
        "mapRun",
        Map.of(
            "mapRunArn",
            "arn:map",
            "status",
            "SUCCEEDED",
            "itemCounts",
            counts,
            "maxConcurrency",
            10,
            "toleratedFailurePercentage",
            50,
            "startDate",
            now.toString()));
    execution.put("results", Map.of("bucket", manifest.bucket(), "manifestKey", manifest.key()));
    execution.put(
        "function", Map.of("environmentsStarted", 1, "peakConcurrency", 1, "logs", "logs"));
    execution.put("pid", 1);
    execution.put("processStart", "unknown");
    Path executions = Files.createDirectories(folder.resolve("executions"));
    Files.write(executions.resolve(name + ".json"), Json.writeBytes(execution));
  }
}
