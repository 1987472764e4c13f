package io.tenfold.cli.report;

import io.tenfold.local.folder.FolderObjectStore;
import io.tenfold.local.map.result.ChildExecution;
import io.tenfold.local.map.result.ManifestLocation;
import io.tenfold.local.map.result.ResultFiles;
import io.tenfold.local.map.result.ResultWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Results that a test makes up, written and read as a run's own. */
public final class SyntheticRun {
  /** When it started. */
  public static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

  /** An item of a batch. */
  public static final String ITEM =
      "{\"index\":0,\"record\":\"" + "é".repeat(500) + "\",\"textValues\":false}";

  private static final String BUCKET = "tenfold-test";
  private static final String MACHINE = "arn:aws:states:us-east-1:000000000000:";

  private final FolderObjectStore store;
  private final ResultWriter writer;
  private long next;

  /** Takes an empty folder. */
  public SyntheticRun(Path folder) throws IOException {
    store = new FolderObjectStore(folder);
    store.createBucket(BUCKET);
    writer =
        new ResultWriter(
            store, BUCKET, "results", MACHINE + "mapRun:t/Records:1", "1", 1_000_000_000L);
  }

  /** Adds a record that succeeded, at a time after the run's start and with a duration. */
  public SyntheticRun succeeded(long startOffsetMillis, long durationMillis) {
    return add("SUCCEEDED", null, null, startOffsetMillis, durationMillis);
  }

  /** Adds a record that failed. */
  public SyntheticRun failed(
      String error, String cause, long startOffsetMillis, long durationMillis) {
    return add("FAILED", error, cause, startOffsetMillis, durationMillis);
  }

  /** Adds a record that was never started. */
  public SyntheticRun pending() {
    return add("PENDING", null, null, -1, 0);
  }

  /** Adds a batch that succeeded, so many of its records with an error for an outcome. */
  public SyntheticRun batch(long startOffsetMillis, long durationMillis, int records, int failed) {
    return batch(startOffsetMillis, durationMillis, records, failed, "");
  }

  /** As the other, with more outcomes in an object. */
  public SyntheticRun batch(
      long startOffsetMillis, long durationMillis, int records, int failed, String part) {
    String input = batchInput(records);
    List<String> outcomes = new ArrayList<>();
    for (int i = 0; i < records; i++) {
      outcomes.add(
          i < failed
              ? "{\"index\":" + i + ",\"error\":\"E\",\"cause\":\"because\"}"
              : "{\"index\":" + i + ",\"output\":{}}");
    }
    String output = "{\"outcomes\":[" + String.join(",", outcomes) + "],\"parts\":[" + part + "]}";
    return add("SUCCEEDED", input, output, null, null, startOffsetMillis, durationMillis);
  }

  /** Adds a batch whose every record failed. */
  public SyntheticRun failedBatch(long startOffsetMillis, long durationMillis, int records) {
    return add(
        "FAILED",
        batchInput(records),
        null,
        "Tenfold.EveryRecordFailed",
        "{\"message\":\"all\",\"failures\":\"key\"}",
        startOffsetMillis,
        durationMillis);
  }

  /** Adds a batch that was never started. */
  public SyntheticRun pendingBatch(int records) {
    return add("PENDING", batchInput(records), null, null, null, -1, 0);
  }

  private static String batchInput(int records) {
    return "{\"BatchInput\":{},\"Items\":["
        + String.join(",", Collections.nCopies(records, ITEM))
        + "]}";
  }

  private SyntheticRun add(
      String status, String error, String cause, long startOffsetMillis, long durationMillis) {
    return add(
        status,
        "{\"index\":" + next + ",\"record\":{}}",
        status.equals("SUCCEEDED") ? "{\"index\":" + next + ",\"output\":{}}" : null,
        error,
        cause,
        startOffsetMillis,
        durationMillis);
  }

  private SyntheticRun add(
      String status,
      String input,
      String output,
      String error,
      String cause,
      long startOffsetMillis,
      long durationMillis) {
    long index = next++;
    Instant start = startOffsetMillis < 0 ? null : START.plusMillis(startOffsetMillis);
    writer.write(
        new ChildExecution(
            MACHINE + "express:t/Records:" + index,
            Long.toString(index),
            MACHINE + "stateMachine:t/Records",
            status,
            input,
            output,
            error,
            cause,
            start,
            start == null ? null : start.plusMillis(durationMillis)));
    return this;
  }

  /** Completes the results and returns them. */
  public ResultFiles results() {
    ManifestLocation location = writer.finish();
    return new ResultFiles(store, location.bucket(), location.key());
  }
}
