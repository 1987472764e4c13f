package io.tenfold.cli.cost;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * A run that is to be estimated.
 *
 * @param records how many records, 1 or more
 * @param millisPerRecord how long the function takes for one
 * @param batch how many records share a child execution, 1 or more
 * @param recordBytes how large a record is, as JSON
 * @param retriedPercent how many percent of the children invoke the function a second time
 * @param logBytes what one invocation logs, platform records included
 * @param overheadMillis what a child takes beside its invocations
 */
public record Plan(
    long records,
    BigDecimal millisPerRecord,
    long batch,
    long recordBytes,
    BigDecimal retriedPercent,
    long logBytes,
    long overheadMillis) {

  /** The workflow's first retry comes after up to a second, full jitter: half of it on average. */
  static final long RETRY_WAIT_MILLIS = 500;

  /** What Step Functions writes of a child beside its input and output: ARNs, dates, status. */
  static final long RESULT_BYTES = 1_000;

  /** The states on the workflow's longest path, that of a run which fails. */
  static final long PARENT_STATES = 6;

  /** Returns how long one invocation with a whole batch is billed for, in milliseconds. */
  public long invocationMillis() {
    return billed(batch);
  }

  private long billed(long recordsOfChild) {
    return Math.max(
        1,
        millisPerRecord
            .multiply(BigDecimal.valueOf(recordsOfChild))
            .setScale(0, RoundingMode.CEILING)
            .longValueExact());
  }

  /** Returns what it takes. */
  public Usage usage() {
    long whole = records / batch;
    long rest = records % batch;
    long children = whole + (rest > 0 ? 1 : 0);
    long retried =
        BigDecimal.valueOf(children)
            .multiply(retriedPercent)
            .movePointLeft(2)
            .setScale(0, RoundingMode.CEILING)
            .longValueExact();
    long wholeMillis = billed(batch);
    long restMillis = rest > 0 ? billed(rest) : 0;
    long expressOnce = Usage.expressBilled(wholeMillis + overheadMillis);
    long expressTwice = Usage.expressBilled(2 * wholeMillis + RETRY_WAIT_MILLIS + overheadMillis);
    long lambda = Math.multiplyExact(whole + retried, wholeMillis) + restMillis;
    long express =
        Math.multiplyExact(whole, expressOnce)
            + (rest > 0 ? Usage.expressBilled(restMillis + overheadMillis) : 0)
            + Math.multiplyExact(retried, expressTwice - expressOnce);
    long inputBytes = Math.multiplyExact(records, recordBytes);
    long resultBytes =
        Math.addExact(
            Math.multiplyExact(2L, inputBytes), Math.multiplyExact(children, RESULT_BYTES));
    long logged = Math.multiplyExact(children + retried, logBytes);
    return new Usage(
        records,
        children,
        children + retried,
        lambda,
        express,
        (retried > 0 ? 2 * wholeMillis + RETRY_WAIT_MILLIS : wholeMillis) + overheadMillis,
        PARENT_STATES,
        Usage.requests(inputBytes),
        Usage.requests(resultBytes) + 1,
        logged,
        1,
        explanations(children, retried, wholeMillis, expressOnce, expressTwice, resultBytes));
  }

  private List<String> explanations(
      long children,
      long retried,
      long wholeMillis,
      long expressOnce,
      long expressTwice,
      long resultBytes) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            "%,d records, %,d in each child execution: %,d children, and one transition of the"
                + " parent for each that it starts.",
            records, batch, children));
    lines.add(
        String.format(
            "%d more transitions: the workflow's longest path, that of a run that fails and sends"
                + " its one message.",
            PARENT_STATES));
    lines.add(
        String.format(
            "Each invocation is billed %,d ms: %s ms a record, rounded up to 1 ms.",
            wholeMillis, millisPerRecord.toPlainString()));
    lines.add(
        String.format(
            "An EXPRESS child is billed %,d ms: its invocation and %,d ms of Step Functions' own"
                + " (assumed), rounded up to 100 ms; in one chunk of 64 MB, which holds 50 MB, the"
                + " definition and any payload.",
            expressOnce, overheadMillis));
    if (retried > 0) {
      lines.add(
          String.format(
              "%,d children (%s %%) invoke the function a second time, %d ms later on average, and"
                  + " are billed %,d ms as EXPRESS.",
              retried, retriedPercent.toPlainString(), RETRY_WAIT_MILLIS, expressTwice));
    }
    lines.add(
        String.format(
            "Results: %,d bytes, each record's input and output of %,d bytes (assumed) and %,d"
                + " bytes per child; a request for every 5 MiB, the most that S3 can need, and one"
                + " for the manifest.",
            resultBytes, recordBytes, RESULT_BYTES));
    lines.add(
        String.format(
            "Logs: %,d bytes per invocation (assumed); 1 GB is taken as 10^9 bytes.", logBytes));
    return lines;
  }
}
