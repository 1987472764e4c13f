package io.tenfold.bench.throughput;

import io.tenfold.bench.Samples;
import io.tenfold.local.port.FunctionInvoker;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes the time of every invocation as the engine sees it, waiting for a process included. */
final class TimedInvoker implements FunctionInvoker {
  private final FunctionInvoker function;
  private final AtomicInteger invocations = new AtomicInteger();
  // One slot per invocation, so that taking the time neither locks nor allocates.
  private volatile long[] nanoseconds = {};

  TimedInvoker(FunctionInvoker function) {
    this.function = function;
  }

  /** Forgets what was timed and makes room for this many invocations; further ones are not kept. */
  void reset(int capacity) {
    nanoseconds = new long[capacity];
    invocations.set(0);
  }

  @Override
  public Result invoke(String name, byte[] payload) throws InterruptedException {
    long start = System.nanoTime();
    Result result = function.invoke(name, payload);
    long time = System.nanoTime() - start;
    int slot = invocations.getAndIncrement();
    long[] times = nanoseconds;
    if (slot < times.length) {
      times[slot] = time;
    }
    return result;
  }

  /** Sums up the invocations since the reset. */
  InvocationTimes times() {
    long[] times = nanoseconds;
    int count = Math.min(invocations.get(), times.length);
    Samples micros =
        Samples.of(Arrays.stream(times, 0, count).mapToDouble(time -> time / 1e3).toArray());
    return new InvocationTimes(micros.percentile(50), micros.percentile(99));
  }
}
