package io.tenfold.cli.cost;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;

/**
 * What a run takes of AWS, whatever memory, processor and type of children it has.
 *
 * @param records how many records the file has
 * @param children how many child executions are started
 * @param invocations how often the function is invoked, retries included
 * @param childTransitions the states that all children enter, were they STANDARD
 * @param lambdaMillis the billed milliseconds of all invocations
 * @param expressMillis the billed milliseconds of all children, were they EXPRESS
 * @param childMillis how long all children take one after the other, not rounded
 * @param longestChildMillis how long the longest child takes, which decides if it may be EXPRESS
 * @param parentTransitions the states that the parent enters itself
 * @param reads S3 requests that read
 * @param writes S3 requests that write
 * @param logBytes what the function's invocations log, in bytes
 * @param messages what is sent to the queue
 * @param explanations where the quantities come from, in sentences for people
 */
public record Usage(
    long records,
    long children,
    long invocations,
    long childTransitions,
    long lambdaMillis,
    long expressMillis,
    long childMillis,
    long longestChildMillis,
    long parentTransitions,
    long reads,
    long writes,
    long logBytes,
    long messages,
    List<String> explanations) {

  /** The smallest part of an upload that S3 takes, so the most requests that a file can need. */
  static final long PART_BYTES = 5L * 1024 * 1024;

  /** An EXPRESS execution ends after five minutes. */
  private static final long MOST_EXPRESS_MILLIS = 5 * 60 * 1000;

  /** Tells whether its children could be EXPRESS, which end after five minutes. */
  public boolean allowsExpress() {
    return longestChildMillis <= MOST_EXPRESS_MILLIS;
  }

  /** Copies the explanations. */
  public Usage {
    explanations = List.copyOf(explanations);
  }

  /** Returns the same with where its quantities come from. */
  Usage with(List<String> sentences) {
    return new Usage(
        records,
        children,
        invocations,
        childTransitions,
        lambdaMillis,
        expressMillis,
        childMillis,
        longestChildMillis,
        parentTransitions,
        reads,
        writes,
        logBytes,
        messages,
        sentences);
  }

  /**
   * Returns how long all children take when so many run at once: one round of average children
   * after the other, and no less than the longest.
   */
  Duration took(long atOnce) {
    if (children == 0) {
      return Duration.ZERO;
    }
    BigDecimal rounds = BigDecimal.valueOf((children + atOnce - 1) / atOnce);
    long millis =
        BigDecimal.valueOf(childMillis)
            .multiply(rounds)
            .divide(BigDecimal.valueOf(children), 0, RoundingMode.CEILING)
            .longValueExact();
    return Duration.ofMillis(Math.max(longestChildMillis, millis));
  }

  /** Returns how many requests move a file of so many bytes, at least one. */
  static long requests(long bytes) {
    return Math.max(1, (bytes + PART_BYTES - 1) / PART_BYTES);
  }

  /** Returns milliseconds as an EXPRESS execution is billed for them. */
  static long expressBilled(long millis) {
    // https://aws.amazon.com/step-functions/pricing/: rounded up to the nearest 100 ms.
    return Math.max(1, (millis + 99) / 100) * 100;
  }
}
