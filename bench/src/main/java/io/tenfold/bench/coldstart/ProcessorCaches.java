package io.tenfold.bench.coldstart;

import java.util.ArrayList;
import java.util.List;

/**
 * The processor's caches, which this can fill with something else: on Lambda, others use them while
 * a function waits for its next event.
 */
final class ProcessorCaches {
  // More than the last level of any processor that this has run on.
  private static final int BYTES = 64 << 20;
  private static final int LINE = 64;

  private final List<byte[]> memory = new ArrayList<>();

  /** Takes memory for each processor. */
  ProcessorCaches() {
    for (int each = 0; each < Runtime.getRuntime().availableProcessors(); each++) {
      memory.add(new byte[BYTES]);
    }
  }

  /** Writes to every line of it, on all processors at once. */
  void fill() throws InterruptedException {
    List<Thread> threads = memory.stream().map(part -> new Thread(() -> write(part))).toList();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static void write(byte[] part) {
    for (int at = 0; at < part.length; at += LINE) {
      part[at]++;
    }
  }
}
