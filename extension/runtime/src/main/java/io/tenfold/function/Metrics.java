package io.tenfold.function;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a processor counts and times: the function writes it for CloudWatch when the invocation
 * ends, and a test looks at it. Any thread may use it.
 */
public final class Metrics {
  /** What the line has under its own names. */
  private static final Set<String> TAKEN = Set.of("_aws", "batch", "processor");

  private static final int LONGEST_NAME = 1_024;
  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

  private final Map<String, Long> counters = new LinkedHashMap<>();
  private final Map<String, List<Duration>> durations = new LinkedHashMap<>();

  /** Counts one. */
  public void count(String name) {
    count(name, 1);
  }

  /**
   * Counts so many at once.
   *
   * @throws IllegalArgumentException if it is no name of a counter: empty, longer than 1,024
   *     characters, {@code batch} or {@code processor}, or that of a duration
   * @throws ArithmeticException if it is more than a long holds
   */
  public synchronized void count(String name, long many) {
    require(name, durations.keySet());
    counters.merge(name, many, Math::addExact);
  }

  /**
   * Notes how long something took; each of them counts by itself, in percentiles too.
   *
   * @throws IllegalArgumentException if it is no name of a duration, or none from 0 to 292 years
   */
  public synchronized void duration(String name, Duration taken) {
    require(name, counters.keySet());
    if (taken.isNegative() || taken.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("no duration for a metric: " + taken);
    }
    durations.computeIfAbsent(name, each -> new ArrayList<>()).add(taken);
  }

  /** Returns what was counted so far, by name. */
  public synchronized Map<String, Long> counters() {
    return Collections.unmodifiableMap(new LinkedHashMap<>(counters));
  }

  /** Returns what was timed so far, by name, in the order of the notes. */
  public synchronized Map<String, List<Duration>> durations() {
    Map<String, List<Duration>> copy = new LinkedHashMap<>();
    durations.forEach((name, taken) -> copy.put(name, List.copyOf(taken)));
    return Collections.unmodifiableMap(copy);
  }

  private static void require(String name, Set<String> ofAnotherKind) {
    if (name.isBlank()
        || name.length() > LONGEST_NAME
        || TAKEN.contains(name)
        || ofAnotherKind.contains(name)) {
      throw new IllegalArgumentException("no name for this metric: " + name);
    }
  }
}
