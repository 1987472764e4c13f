package io.tenfold.function;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;

/** What a processor may know beside the record. */
public final class RecordContext {
  /** Stands for the origin in the key of an event that has none. */
  public static final String NO_ORIGIN = "no-origin";

  /** Nobody has more: https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html. */
  public static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(15);

  private final long index;
  private final String awsRequestId;
  private final Instant deadline;
  private final Supplier<String> keyOfRecord;
  private final Map<String, String> parameters;
  private final Supplier<Metrics> collected;
  private Metrics metrics;
  private String key;

  /** Makes a context for a processor's test, with the key {@code no-origin-INDEX}. */
  public RecordContext(long index, String awsRequestId, Instant deadline) {
    this(index, awsRequestId, deadline, NO_ORIGIN + '-' + index);
  }

  /** Makes a context for a processor's test. */
  public RecordContext(long index, String awsRequestId, Instant deadline, String idempotencyKey) {
    this(index, awsRequestId, deadline, () -> idempotencyKey);
  }

  /** Takes the key as something that is worked out when it is asked for, and only then. */
  public RecordContext(
      long index, String awsRequestId, Instant deadline, Supplier<String> keyOfRecord) {
    this(index, awsRequestId, deadline, keyOfRecord, Map.of());
  }

  /**
   * Takes the run's parameters as well, which are copied, and have neither a null name nor a null
   * value.
   */
  public RecordContext(
      long index,
      String awsRequestId,
      Instant deadline,
      Supplier<String> keyOfRecord,
      Map<String, String> parameters) {
    this(index, awsRequestId, deadline, keyOfRecord, parameters, Metrics::new);
  }

  /** Takes what the processor counts in as well, which is asked for when it does, and only then. */
  public RecordContext(
      long index,
      String awsRequestId,
      Instant deadline,
      Supplier<String> keyOfRecord,
      Map<String, String> parameters,
      Supplier<Metrics> collected) {
    this.collected = collected;
    this.index = index;
    this.awsRequestId = awsRequestId;
    this.deadline = deadline;
    this.keyOfRecord = keyOfRecord;
    this.parameters = Map.copyOf(parameters);
  }

  /** Returns the record's place in the batch, from 0. */
  public long index() {
    return index;
  }

  /** Returns the id of this Lambda invocation; another attempt at the record has another. */
  public String awsRequestId() {
    return awsRequestId;
  }

  /**
   * Returns when Lambda will end this invocation, {@link Instant#MAX} where nobody will, as in
   * development.
   */
  public Instant deadline() {
    return deadline;
  }

  /**
   * Returns the time left before Lambda ends this invocation: zero when it is over, and never more
   * than Lambda's longest timeout of 15 minutes, also where nobody will end it.
   */
  public Duration remainingTime() {
    Duration left = Duration.between(Instant.now(), deadline);
    if (left.isNegative()) {
      return Duration.ZERO;
    }
    return left.compareTo(LONGEST_TIMEOUT) > 0 ? LONGEST_TIMEOUT : left;
  }

  /**
   * Returns what a service can know the record by that must not do it twice: the same for every
   * attempt at this record, whoever makes it (Step Functions, which may run a record twice, the
   * workflow's retries, {@code tenfold retry}), and another for any other record, for this one once
   * its content is corrected, and for the same file in another batch.
   *
   * <p>It is {@code ORIGIN-INDEX-HASH}, for example {@code 9f86d081884c7d65-17-04c1a5b8d1f2e397}:
   * at most 101 letters, digits, {@code -} and {@code _}, 43 where the origin is the workflow's.
   * The hash is that of the record's content: white space, escapes, the order of an object's fields
   * and the way a number is written ({@code 4.50}, {@code 4.5}, {@code 45e-1}) don't count.
   *
   * <p>An event without an origin, as typed in development, has {@code no-origin} in its place; its
   * key is the same for every event of that index and content.
   */
  public String idempotencyKey() {
    if (key == null) {
      key = keyOfRecord.get();
    }
    return key;
  }

  /**
   * Returns what the run was started with for all of its records, such as {@code date} and {@code
   * 2026-11-01}: an unmodifiable map, empty where there is nothing.
   */
  public Map<String, String> parameters() {
    return parameters;
  }

  /**
   * Returns where the processor counts and times: the invocation's, so that the records of a batch
   * share it. The function writes it to standard output when the invocation ends, as CloudWatch
   * takes metrics; a context that a test made has one of its own, to look at.
   */
  public synchronized Metrics metrics() {
    if (metrics == null) {
      metrics = collected.get();
    }
    return metrics;
  }

  @Override
  public String toString() {
    return "RecordContext[index="
        + index
        + ", awsRequestId="
        + awsRequestId
        + ", deadline="
        + deadline
        + "]";
  }
}
