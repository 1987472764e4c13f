package io.tenfold.cli.cost;

import io.tenfold.cli.console.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * A run that is to be estimated.
 *
 * @param records how many records, 1 or more
 * @param millisPerRecord how long the function takes for one
 * @param batch how many records share a child execution and its invocation, 1 or more
 * @param recordBytes how large a record is, as JSON
 * @param outputBytes how large a record's output is, as JSON
 * @param retriedPercent how many percent of the records are tried a second time
 * @param failedPercent how many percent of the records fail
 * @param logBytes what one invocation logs, platform records included
 * @param overheadMillis what a child takes beside its invocations
 */
public record Plan(
    long records,
    BigDecimal millisPerRecord,
    long batch,
    long recordBytes,
    long outputBytes,
    BigDecimal retriedPercent,
    BigDecimal failedPercent,
    long logBytes,
    long overheadMillis) {

  /** The workflow's first retry comes after up to a second, full jitter: half of it on average. */
  static final long RETRY_WAIT_MILLIS = 500;

  /** What Step Functions writes of a child beside its input and output: ARNs, dates, status. */
  static final long RESULT_BYTES = 1_000;

  /** The states on the workflow's longest path, that of a run which fails. */
  static final long PARENT_STATES = 6;

  /** The states more that it has with batches, beside the counting of failed ones. */
  static final long PARENT_STATES_OF_BATCHES = 1;

  /** The states that count a page of failed batches: it is listed, and asked if it was the last. */
  private static final long STATES_OF_FIRST_PAGE = 2;

  /** By how many children the rest is counted if it was not, each with the names of its prefix. */
  private static final long PREFIXES = 256;

  /** How many failed batches the workflow counts by one request. */
  private static final long KEYS_PER_PAGE = 1_000;

  /** The states of a batch's child which invokes once and has no record that failed. */
  private static final long STATES_OF_BATCH = 8;

  /** The states more of a child which waits for records that failed transiently and goes on. */
  private static final long STATES_OF_RETRY = 6;

  /** The states more of a child which reports records that failed. */
  private static final long STATES_OF_FAILURES = 2;

  /** The line of a failed record in the log of a batch, which has none for the others. */
  static final long FAILED_LINE_BYTES = 500;

  /** What an item has beside its record: its index, the batch's origin, its textValues. */
  static final long ITEM_BYTES = 80;

  /** What an outcome has beside its output: its index. */
  static final long OUTCOME_BYTES = 30;

  /** So many children with so many records each, some of which are tried again or fail. */
  private record Group(long children, long records, long retried, long failed) {
    static Group of(Plan plan, long children, long records) {
      long all = children * records;
      return new Group(
          children, records, share(all, plan.retriedPercent()), share(all, plan.failedPercent()));
    }

    private static long share(long records, BigDecimal percent) {
      return BigDecimal.valueOf(records)
          .multiply(percent)
          .movePointLeft(2)
          .setScale(0, RoundingMode.CEILING)
          .longValueExact();
    }

    /** How many children invoke twice, at the most: as if their records lay far apart. */
    long retriedChildren() {
      return Math.min(children, retried);
    }

    long failedChildren() {
      return Math.min(children, failed);
    }

    /** How many records a second invocation has, at the least. */
    long again() {
      return retried / retriedChildren();
    }

    /** How many second invocations have one record more than that. */
    long withOneMore() {
      return retried % retriedChildren();
    }
  }

  /** Returns the same with so many records in each child. */
  Plan withBatch(long size) {
    return new Plan(
        records,
        millisPerRecord,
        size,
        recordBytes,
        outputBytes,
        retriedPercent,
        failedPercent,
        logBytes,
        overheadMillis);
  }

  /** Returns how long one invocation with a whole batch is billed for, in milliseconds. */
  private long invocationMillis() {
    return billed(recordsOfChild());
  }

  /** Returns how many bytes an item of a batch has. */
  long itemBytes() {
    return recordBytes + ITEM_BYTES;
  }

  /** Returns how many bytes the outcome of a record has. */
  long outcomeBytes() {
    return outputBytes + OUTCOME_BYTES;
  }

  private long recordsOfChild() {
    return Math.min(batch, records);
  }

  private long billed(long recordsOfChild) {
    return Math.max(
        1,
        millisPerRecord
            .multiply(BigDecimal.valueOf(recordsOfChild))
            .setScale(0, RoundingMode.CEILING)
            .longValueExact());
  }

  private List<Group> groups() {
    List<Group> groups = new ArrayList<>();
    groups.add(Group.of(this, records / recordsOfChild(), recordsOfChild()));
    if (records % recordsOfChild() > 0) {
      groups.add(Group.of(this, 1, records % recordsOfChild()));
    }
    return groups;
  }

  /** Returns what it takes. */
  public Usage usage() {
    Usage usage = quantities();
    return usage.with(explanations(usage));
  }

  /** Returns what it takes, without a word on how that comes about. */
  Usage quantities() {
    long children = 0;
    long invocations = 0;
    long lambda = 0;
    long express = 0;
    long childMillis = 0;
    long longest = 0;
    for (Group group : groups()) {
      long once = billed(group.records());
      children += group.children();
      invocations += group.children() + group.retriedChildren();
      long single = group.children() - group.retriedChildren();
      lambda += Math.multiplyExact(group.children(), once);
      express += Math.multiplyExact(single, Usage.expressBilled(once + overheadMillis));
      childMillis += Math.multiplyExact(single, once + overheadMillis);
      longest = Math.max(longest, once + overheadMillis);
      if (group.retried() > 0) {
        long more = group.withOneMore();
        long[][] seconds = {
          {group.retriedChildren() - more, group.again()}, {more, group.again() + 1}
        };
        for (long[] second : seconds) {
          long count = second[0];
          long twice = once + RETRY_WAIT_MILLIS + billed(second[1]) + overheadMillis;
          lambda += Math.multiplyExact(count, billed(second[1]));
          express += Math.multiplyExact(count, Usage.expressBilled(twice));
          childMillis += Math.multiplyExact(count, twice);
          longest = count > 0 ? Math.max(longest, twice) : longest;
        }
      }
    }
    boolean batches = batch > 1;
    long inputBytes = Math.multiplyExact(records, recordBytes);
    return new Usage(
        records,
        children,
        invocations,
        batches ? statesOfBatches(children, invocations - children, failedBatches()) : invocations,
        lambda,
        express,
        childMillis,
        longest,
        PARENT_STATES + (batches ? PARENT_STATES_OF_BATCHES + countingStates(failedBatches()) : 0),
        Usage.requests(inputBytes),
        Usage.requests(resultBytes(children))
            + 1
            + (batches ? failedBatches() + pages(failedBatches()) : 0),
        Math.multiplyExact(invocations, logBytes)
            + (batches ? failedRecords() * FAILED_LINE_BYTES : 0),
        1,
        List.of());
  }

  /** Returns how many requests list so many failed batches: one tells that there is none. */
  static long pages(long failedBatches) {
    long ofPrefix = failedBatches / (PREFIXES * KEYS_PER_PAGE) + 1;
    return failedBatches <= KEYS_PER_PAGE ? 1 : 1 + PREFIXES * ofPrefix;
  }

  /** Returns the states that the parent enters to count so many failed batches. */
  static long countingStates(long failedBatches) {
    return STATES_OF_FIRST_PAGE + (failedBatches <= KEYS_PER_PAGE ? 0 : 1 + PREFIXES);
  }

  /** Returns the states that children with batches enter, some of them to try again or report. */
  static long statesOfBatches(long children, long retried, long failed) {
    return children * STATES_OF_BATCH + retried * STATES_OF_RETRY + failed * STATES_OF_FAILURES;
  }

  private long failedRecords() {
    return groups().stream().mapToLong(Group::failed).sum();
  }

  private long failedBatches() {
    return groups().stream().mapToLong(Group::failedChildren).sum();
  }

  private long resultBytes(long children) {
    return Math.addExact(
        Math.multiplyExact(records, recordBytes + outputBytes),
        Math.multiplyExact(children, RESULT_BYTES));
  }

  private List<String> explanations(Usage usage) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            "%s, %,d in each child execution: %s, and one transition of the"
                + " parent for each that it starts.",
            Quantity.of(records, "record"),
            recordsOfChild(),
            Quantity.of(usage.children(), "child", "children")));
    lines.add(
        String.format(
            "%d more transitions: the workflow's longest path, that of a run that fails and sends"
                + " its one message.",
            PARENT_STATES + (batch > 1 ? PARENT_STATES_OF_BATCHES : 0)));
    lines.add(
        String.format(
            "Each invocation is billed %,d ms: %s ms a record, rounded up to 1 ms.",
            invocationMillis(), millisPerRecord.toPlainString()));
    lines.add(
        String.format(
            "An EXPRESS child is billed %,d ms: its invocation and %,d ms of Step Functions' own"
                + " (assumed), rounded up to 100 ms; in one chunk of 64 MB, which holds 50 MB, the"
                + " definition and any payload.",
            Usage.expressBilled(invocationMillis() + overheadMillis), overheadMillis));
    if (retriedPercent.signum() > 0) {
      lines.add(
          String.format(
              "Tried a second time, %d ms later on average: %s (%s %%), by %s"
                  + "; such a child takes up to %,d ms.",
              RETRY_WAIT_MILLIS,
              Quantity.of(groups().stream().mapToLong(Group::retried).sum(), "record"),
              retriedPercent.toPlainString(),
              Quantity.of(usage.invocations() - usage.children(), "invocation"),
              usage.longestChildMillis()));
    }
    if (batch > 1) {
      lines.add(
          String.format(
              "Failing: %s (%s %%), in %s at the most: each such batch is one object"
                  + " in S3, each such record a line of %,d bytes in the log; %d transitions and a"
                  + " request count up to %,d of those batches, %d and at least %d count more.",
              Quantity.of(failedRecords(), "record"),
              failedPercent.toPlainString(),
              Quantity.of(failedBatches(), "batch", "batches"),
              FAILED_LINE_BYTES,
              STATES_OF_FIRST_PAGE,
              KEYS_PER_PAGE,
              countingStates(KEYS_PER_PAGE + 1),
              pages(KEYS_PER_PAGE + 1)));
    }
    lines.add(
        String.format(
            "Results: %,d bytes, each record's input of %,d bytes and output of %,d (assumed) and"
                + " %,d bytes per child; a request for every 5 MiB, the most that S3 can need, and"
                + " one for the manifest.",
            resultBytes(usage.children()), recordBytes, outputBytes, RESULT_BYTES));
    lines.add(
        String.format(
            "Logs: %,d bytes per invocation (assumed); 1 GB is taken as 10^9 bytes.", logBytes));
    return lines;
  }
}
