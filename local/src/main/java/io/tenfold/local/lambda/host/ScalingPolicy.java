package io.tenfold.local.lambda.host;

import java.time.Duration;

/**
 * When to start another environment: as Lambda would, one for each invocation that finds none free,
 * but on a machine whose few processors the starts themselves keep busy only where it pays.
 *
 * @param startsAtOnce how many environments may initialise at the same time
 */
record ScalingPolicy(int startsAtOnce) {
  /** What a start is taken to cost at least. */
  private static final Duration LEAST_COST = Duration.ofMillis(20);

  /** More environments do not help functions that wait for a processor. */
  private static final int PATIENCE_WHEN_COMPUTING = 8;

  /**
   * What is known when deciding.
   *
   * @param queued invocations that wait for an environment
   * @param initialising environments that are starting
   * @param ready environments that work or wait
   * @param waited how long, in all, invocations have been queued since an environment became ready
   * @param start how long the last start took
   * @param invocation how long an invocation takes, zero when unknown
   * @param computing whether the ready environments already keep the processors busy
   */
  record Load(
      int queued,
      int initialising,
      int ready,
      Duration waited,
      Duration start,
      Duration invocation,
      boolean computing) {}

  /** Returns the policy of this machine: as many starts at once as it has processors. */
  static ScalingPolicy ofThisMachine() {
    return new ScalingPolicy(Math.max(1, Runtime.getRuntime().availableProcessors()));
  }

  /**
   * Returns whether to start another. The first ones start at once. Later ones start when the last
   * in the queue would wait longer for its turn than for a start, or when the queue has already
   * lasted as long as a start takes: then waiting has cost as much as starting would have.
   */
  boolean wantsAnother(Load load) {
    if (load.queued() <= load.initialising() || load.initialising() >= startsAtOnce) {
      return false;
    }
    if (load.ready() == 0) {
      return true;
    }
    Duration cost = load.start().compareTo(LEAST_COST) < 0 ? LEAST_COST : load.start();
    Duration patience = load.computing() ? cost.multipliedBy(PATIENCE_WHEN_COMPUTING) : cost;
    Duration turn = load.invocation().multipliedBy(load.queued()).dividedBy(load.ready());
    return turn.compareTo(patience) > 0 || load.waited().compareTo(patience) > 0;
  }
}
