package io.tenfold.local.jsonata.value;

import java.time.Duration;

/**
 * What one evaluation may use: steps, time, and room for what it makes. An expression of a workflow
 * must neither hang an execution nor take the memory of all of them.
 */
public final class Budget {
  /** The longest text and array that an expression may make; a payload is 256 KiB. */
  public static final int LARGEST_VALUE = 1 << 24;

  private static final long MOST_STEPS = 200_000_000;
  private static final long MOST_CELLS = 50_000_000;
  private static final long MOST_CHARACTERS = 4_000_000_000L;
  private static final int MOST_PADDING = 262_144;
  private static final int STEPS_BETWEEN_CHECKS = 0x3ff;
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final long deadline = System.nanoTime() + LONGEST.toNanos();
  private long steps;
  private long cells;
  private long characters;

  /**
   * Counts one step.
   *
   * @throws EvaluationInterrupted if the thread is interrupted
   * @throws JsonataError if the steps, or the time, are used up
   */
  public void step() {
    if ((++steps & STEPS_BETWEEN_CHECKS) == 0) {
      check();
    }
  }

  /** Counts many steps at once, as {@link #step()} does one. */
  public void steps(long count) {
    long before = steps;
    steps += count;
    if ((before & ~STEPS_BETWEEN_CHECKS) != (steps & ~STEPS_BETWEEN_CHECKS)) {
      check();
    }
  }

  private void check() {
    if (Thread.currentThread().isInterrupted()) {
      throw new EvaluationInterrupted();
    }
    if (steps > MOST_STEPS || System.nanoTime() > deadline) {
      throw new JsonataError("the evaluation takes too long; is there a loop without an end?");
    }
  }

  /**
   * Counts the elements of an array before it is made.
   *
   * @throws JsonataError if it would be too large, or if too much has been made before
   */
  public void allocate(double elements) {
    cells += size(elements, "an array");
    if (cells > MOST_CELLS) {
      throw JsonataError.ofMemory();
    }
    steps((long) elements >> 4);
  }

  /**
   * Counts the characters that are added to a text, of which Step Functions allows 262,144, as
   * recorded on AWS: of characters, whatever bytes they take.
   */
  public void allocatePadding(double characters, double length) {
    if (characters > MOST_PADDING) {
      throw JsonataError.ofMemory();
    }
    allocateText(length);
  }

  /** Counts the characters of a text, as {@link #allocate} does the elements of an array. */
  public void allocateText(double length) {
    characters += size(length, "a text");
    if (characters > MOST_CHARACTERS) {
      throw JsonataError.ofMemory();
    }
    steps((long) length >> 4);
  }

  private static long size(double size, String what) {
    if (size > LARGEST_VALUE) {
      throw new JsonataError(what + " of " + JsNumber.text(size) + " is too large");
    }
    return (long) size;
  }
}
