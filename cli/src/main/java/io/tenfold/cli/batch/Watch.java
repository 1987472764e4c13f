package io.tenfold.cli.batch;

import io.tenfold.cli.console.Progress;
import io.tenfold.cli.console.UserError;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/** Looks at a run until it has ended, gently: DescribeMapRun refills at one request per second. */
public final class Watch {
  private static final Duration INTERVAL = Duration.ofSeconds(2);

  /** Looking at a run of this very process costs nobody anything. */
  private static final Duration HERE_INTERVAL = Duration.ofMillis(200);

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  /** About a quarter of an hour of an endpoint that is away. */
  private static final int MOST_FAULTS = 20;

  /** How the time between two looks passes; a test has it pass at once. */
  @FunctionalInterface
  public interface Pause {
    /** Returns after that time. */
    void take(Duration time) throws InterruptedException;
  }

  private final Batches batches;
  private final Pause pause;
  private final Consumer<String> notes;

  /** Takes whose runs they are, and who is told of trouble on the way. */
  public Watch(Batches batches, Pause pause, Consumer<String> notes) {
    this.batches = batches;
    this.pause = pause;
    this.notes = notes;
  }

  /**
   * Shows how far a run is until it has ended.
   *
   * @throws UserError if it cannot be looked at, also after a while of trying
   */
  public void untilEnd(String arn, Progress progress) throws InterruptedException {
    boolean seen = false;
    int faults = 0;
    try (Progress shown = progress) {
      while (true) {
        try {
          Batches.Run run = batches.describe(arn);
          if (!seen && run.ended() && !batches.runsHere(arn)) {
            return;
          }
          // After the description: the counts of a run that has ended are its last ones.
          Optional<Batches.MapRunState> state = batches.mapRun(arn);
          // Nothing runs in a run that has ended, whatever it could not write down.
          state
              .map(Batches.MapRunState::counts)
              .filter(counts -> !run.ended() || counts.running() == 0)
              .ifPresent(shown::show);
          if (run.ended()) {
            return;
          }
          seen = true;
          faults = 0;
          if (batches.runsHere(arn)) {
            batches.awaitEnd(arn, HERE_INTERVAL);
          } else {
            pause.take(INTERVAL);
          }
        } catch (UserError e) {
          if (!seen || !e.passing() || ++faults > MOST_FAULTS) {
            throw e;
          }
          if (faults == 3) {
            notes.accept(e.getMessage() + " Trying on; the run is not affected.");
          }
          pause.take(backoff(faults));
        }
      }
    }
  }

  /** Doubles from try to try, with jitter, so that several watchers do not stay in step. */
  private static Duration backoff(int faults) {
    long most = Math.min(LONGEST_WAIT.toMillis(), INTERVAL.toMillis() << Math.min(faults, 10));
    return Duration.ofMillis(most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1));
  }
}
