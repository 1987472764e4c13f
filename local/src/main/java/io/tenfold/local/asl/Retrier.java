package io.tenfold.local.asl;

import io.tenfold.local.asl.error.ErrorNames;
import java.time.Duration;
import java.util.List;

/**
 * One entry of a Retry: which errors, how often, and how long between.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html#error-handling-retrying-after-an-error">Retrying
 *     after an error</a>
 */
record Retrier(
    List<String> errorEquals,
    double intervalSeconds,
    double backoffRate,
    long maxAttempts,
    double maxDelaySeconds,
    boolean fullJitter) {

  /** The seconds of 366 days. */
  private static final long MOST_DELAY = 31_622_400;

  static List<Retrier> listOf(Fields state) {
    List<?> entries = state.array("Retry");
    return state.entries(
        "Retry",
        entries,
        "Retry",
        (entry, place) ->
            new Retrier(
                errorEquals(entry, place == entries.size() - 1),
                entry.integer("IntervalSeconds", 1, 0, 99_999_999),
                entry.number("BackoffRate", 2, 1),
                entry.integer("MaxAttempts", 3, 0, 99_999_999),
                entry.integer("MaxDelaySeconds", MOST_DELAY, 1, MOST_DELAY),
                "FULL".equals(entry.oneOf("JitterStrategy", "NONE", "FULL"))));
  }

  /** Takes ErrorEquals, in which States.ALL must stand alone and last. */
  static List<String> errorEquals(Fields entry, boolean last) {
    entry.filledArray("ErrorEquals");
    List<String> errors = entry.texts("ErrorEquals");
    if (errors.contains(ErrorNames.ALL) && (errors.size() > 1 || !last)) {
      entry.report(entry.refused("ErrorEquals", "States.ALL must appear alone and at end of list"));
    }
    return errors;
  }

  /**
   * Returns how long to wait before a retry.
   *
   * @param attempt the retry's number, from 1
   * @param random from 0 up to 1; with JitterStrategy FULL, the share of the delay to take
   */
  Duration delay(long attempt, double random) {
    double seconds =
        Math.min(maxDelaySeconds, intervalSeconds * Math.pow(backoffRate, attempt - 1));
    return Duration.ofNanos((long) (1e9 * (fullJitter ? seconds * random : seconds)));
  }
}
