package io.tenfold.cli.cost;

import io.tenfold.cli.console.Quantity;
import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import io.tenfold.local.map.result.BatchInput;
import io.tenfold.local.map.result.ChildExecution;
import io.tenfold.local.map.result.ResultFiles;
import io.tenfold.local.map.result.ResultGroup;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a finished run took, as far as its results tell. */
public final class MeasuredRun {
  /** The workflow's states on the way to its success: one fewer than to its failure. */
  private static final long STATES_OF_SUCCESS = Plan.PARENT_STATES - 1;

  private final Duration took;
  private final boolean failed;
  private final long logBytes;

  private long children;
  private long records;
  private long notStarted;
  private long billedMillis;
  private long expressMillis;
  private long childMillis;
  private long longestMillis;
  private long largestBatch = 1;
  private long failedRecords;
  private long failedBatches;
  private long countedBatches;
  private long parts;
  private long inputBytes;
  private long outputBytes;
  private long outputs;
  private long writes = 1;
  private long resultBytes;

  private MeasuredRun(Duration took, boolean failed, long logBytes) {
    this.took = took;
    this.failed = failed;
    this.logBytes = logBytes;
  }

  /**
   * Reads a run's results through, a child at a time.
   *
   * @param took how long the run took: no child took longer, whatever its dates say
   * @param failed whether it failed
   * @param logBytes what one invocation logs
   * @throws ResultFiles.Unreadable if results can't be read
   */
  public static MeasuredRun read(
      ResultFiles results, Duration took, boolean failed, long logBytes) {
    MeasuredRun run = new MeasuredRun(took, failed, logBytes);
    for (ResultGroup group : ResultGroup.values()) {
      results.forEachChild(group, run::add);
      for (ResultFiles.File file : results.files(group)) {
        run.writes += Usage.requests(file.size());
        run.resultBytes += file.size();
      }
    }
    return run;
  }

  private void add(ChildExecution child) {
    long batch = BatchInput.count(child.inputJson());
    inputBytes += bytes(child.inputJson());
    if (child.startDate() == null || child.stopDate() == null) {
      notStarted += batch;
      return;
    }
    long dates = Duration.between(child.startDate(), child.stopDate()).toMillis();
    long millis = Math.max(0, Math.min(dates, took.toMillis()));
    children++;
    records += batch;
    largestBatch = Math.max(largestBatch, batch);
    longestMillis = Math.max(longestMillis, millis);
    childMillis += millis;
    billedMillis += Math.max(1, millis);
    expressMillis += Usage.expressBilled(millis);
    if (child.outputJson() == null) {
      failedRecords += batch;
      failedBatches++;
      return;
    }
    outputBytes += bytes(child.outputJson());
    outputs += batch > 1 ? outcomes(child.outputJson()) : 1;
  }

  /** Counts a batch's failed records and what lies elsewhere, and returns how many do not. */
  private int outcomes(String outputJson) {
    try {
      Map<?, ?> output = (Map<?, ?>) Json.parse(outputJson);
      List<?> outcomes = list(output, "outcomes");
      long errors =
          outcomes.stream()
              .filter(outcome -> outcome instanceof Map<?, ?> map && map.containsKey("error"))
              .count();
      failedRecords += errors;
      failedBatches += errors > 0 ? 1 : 0;
      countedBatches += errors > 0 ? 1 : 0;
      parts += list(output, "parts").size();
      return outcomes.size();
    } catch (MalformedJson | ClassCastException e) {
      return 0; // the output of a workflow of one's own, which says nothing of single records
    }
  }

  private static List<?> list(Map<?, ?> object, String field) {
    return object.get(field) instanceof List<?> list ? list : List.of();
  }

  private static long bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8).length;
  }

  private boolean batches() {
    return largestBatch > 1;
  }

  /** Returns what it took. */
  public Usage usage() {
    return new Usage(
        records + notStarted,
        children,
        children,
        batches() ? Plan.statesOfBatches(children, 0, failedBatches) : children,
        billedMillis,
        expressMillis,
        childMillis,
        longestMillis,
        parentStates() + (batches() ? Plan.countingStates(countedBatches) : 0),
        Usage.requests(inputBytes),
        writes + (batches() ? failedBatches + parts + Plan.pages(countedBatches) : 0),
        Math.multiplyExact(children, logBytes)
            + (batches() ? failedRecords * Plan.FAILED_LINE_BYTES : 0),
        failed ? 1 : 0,
        explanations());
  }

  /** Of the ways to a failure, the longest: the results don't tell which one it was. */
  private long parentStates() {
    return (failed ? Plan.PARENT_STATES : STATES_OF_SUCCESS)
        + (batches() ? Plan.PARENT_STATES_OF_BATCHES : 0);
  }

  /**
   * Returns the plan of a run over the whole file with records as these were on average, which
   * tells what other batch sizes would take; empty if none was started.
   */
  Optional<Plan> plan() {
    if (records == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Plan(
            records + notStarted,
            mean(childMillis, records, 3).max(new BigDecimal("0.001")),
            largestBatch,
            Math.max(1, mean(inputBytes, records + notStarted, 0).longValue() - Plan.ITEM_BYTES),
            outputs == 0
                ? 1
                : Math.max(1, mean(outputBytes, outputs, 0).longValue() - Plan.OUTCOME_BYTES),
            BigDecimal.ZERO,
            mean(Math.multiplyExact(100, failedRecords), records, 6),
            logBytes,
            0));
  }

  /**
   * Returns what other batch sizes would take, beside this run's own; empty if none was started.
   *
   * @param timeoutSeconds the function's time-out
   */
  public Optional<BatchSizes> sizes(ChildType childType, long timeoutSeconds) {
    // A run that stopped early has no bill for the whole file: that of its means stands for it.
    return plan()
        .map(
            plan ->
                new BatchSizes(
                    plan,
                    BatchLimit.of(plan, childType, timeoutSeconds),
                    notStarted == 0 ? usage() : plan.usage()));
  }

  private static BigDecimal mean(long sum, long count, int digits) {
    return BigDecimal.valueOf(sum)
        .divide(BigDecimal.valueOf(count), digits, RoundingMode.CEILING)
        .stripTrailingZeros();
  }

  private List<String> explanations() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            "Measured: %s%s from start to stop, %,d ms in all; each is also one"
                + " transition of the parent%s.",
            Quantity.of(children, "child", "children"),
            batches()
                ? String.format(
                    " of up to %s, %,d in all,", Quantity.of(largestBatch, "record"), records)
                : "",
            billedMillis,
            notStarted == 0
                ? ""
                : String.format(
                    ". %s never started and cost nothing but the reading",
                    Quantity.of(notStarted, "record was", "records were"))));
    lines.add(
        "The function's billed duration is taken to be its child's, start to stop, so it is too"
            + " high by what Step Functions takes itself, and by the waits before retries.");
    lines.add("One invocation per child: results don't tell how often the function was retried.");
    lines.add(
        "EXPRESS children are billed for the same durations, each rounded up to 100 ms, in one"
            + " chunk of 64 MB.");
    lines.add(
        String.format(
            "%d more transitions: the workflow's states on the way to this end.", parentStates()));
    if (batches()) {
      lines.add(
          String.format(
              "%s failed, in %s: each such batch is one object in S3, each such record a line of"
                  + " %,d bytes in the log (assumed). Outcomes that did not fit are in %s more;"
                  + " failed ones among them are not counted here.",
              Quantity.of(failedRecords, "record"),
              Quantity.of(failedBatches, "batch", "batches"),
              Plan.FAILED_LINE_BYTES,
              Quantity.of(parts, "object")));
    }
    lines.add(
        String.format(
            "Results: %,d bytes; a request for every 5 MiB, the most that S3 can need, and one for"
                + " the manifest.",
            resultBytes));
    lines.add(
        String.format(
            "Logs: %,d bytes per invocation (assumed); 1 GB is taken as 10^9 bytes.", logBytes));
    plan()
        .ifPresent(
            plan ->
                lines.add(
                    String.format(
                        "Other batch sizes are worked out with this run's means: %s ms, a record of"
                            + " %,d bytes and an output of %,d. The time has in it what Step"
                            + " Functions took for a child, so larger batches take less rather than"
                            + " more; estimate with --ms to leave it out.",
                        plan.millisPerRecord().toPlainString(),
                        plan.recordBytes(),
                        plan.outputBytes())));
    return lines;
  }
}
