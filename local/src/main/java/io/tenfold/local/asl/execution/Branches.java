package io.tenfold.local.asl.execution;

import io.tenfold.local.asl.error.ErrorNames;
import io.tenfold.local.asl.error.StateError;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Runs the branches of a Parallel, or the iterations of an inline Map, side by side. */
public final class Branches {

  /** A branch: it runs to its output as part of the execution it is given. */
  @FunctionalInterface
  public interface Branch {
    Object run(Execution execution, Progress progress) throws InterruptedException;
  }

  /** Makes the branch of an index. */
  @FunctionalInterface
  public interface Maker {
    Branch of(int index, Progress progress);
  }

  private Branches() {}

  /**
   * Runs every branch that has not succeeded before, at most {@code concurrency} at once, and
   * returns the outputs of all in order. No branch runs any longer when this returns or throws, so
   * that a Map Run in a branch that is stopped has its results written.
   *
   * @throws StateError the first branch's that fails; the others are stopped, and none is started
   *     from then on
   */
  public static List<Object> run(
      Execution execution, List<Progress> branches, int concurrency, Maker maker)
      throws InterruptedException {
    long open = branches.stream().filter(branch -> !branch.succeeded()).count();
    if (open == 0) {
      return outputs(branches);
    }
    Cancellation cancellation = new Cancellation();
    Run run = new Run(execution, cancellation);
    ExecutorService threads =
        Executors.newFixedThreadPool(
            (int) Math.min(open, concurrency),
            task -> {
              Thread thread = new Thread(task, "tenfold-branch");
              thread.setDaemon(true);
              return thread;
            });
    ExecutorCompletionService<Object> running = new ExecutorCompletionService<>(threads);
    // What was tolerated has an output, and has not succeeded.
    Map<Progress, Future<Object>> outputs = new IdentityHashMap<>();
    try (Cancellation.Membership link = execution.cancellation().link(cancellation)) {
      for (int i = 0; i < branches.size(); i++) {
        Progress progress = branches.get(i);
        if (!progress.succeeded()) {
          // What waits for another to end follows it; the others follow what led to all of them.
          boolean waits = outputs.size() >= concurrency;
          outputs.put(progress, running.submit(run.of(i, maker.of(i, progress), progress, waits)));
        }
      }
      for (int i = 0; i < open; i++) {
        running.take().get();
      }
      List<Object> results = new ArrayList<>(branches.size());
      for (Progress branch : branches) {
        Future<Object> output = outputs.get(branch);
        results.add(output == null ? branch.output() : output.get());
      }
      return results;
    } catch (ExecutionException e) {
      // A branch that was stopped for it may be seen to end before the one that failed.
      Throwable cause = run.failure.get() == null ? e.getCause() : run.failure.get();
      if (cause instanceof InterruptedException stopped) {
        throw stopped;
      }
      if (cause instanceof Error error) {
        throw error;
      }
      throw cause instanceof RuntimeException fault ? fault : new IllegalStateException(cause);
    } finally {
      cancellation.request();
      threads.shutdownNow();
      await(threads);
      run.close();
    }
  }

  private static List<Object> outputs(List<Progress> branches) {
    List<Object> outputs = new ArrayList<>(branches.size());
    branches.forEach(branch -> outputs.add(branch.output()));
    return outputs;
  }

  private static void await(ExecutorService threads) {
    boolean interrupted = false;
    while (true) {
      try {
        if (threads.awaitTermination(1, TimeUnit.DAYS)) {
          break;
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * The branches of one state: the first that failed, the one that ended last, and all by index.
   */
  private static final class Run {
    private final Execution execution;
    private final Cancellation cancellation;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final AtomicReference<Execution> ended = new AtomicReference<>();
    private final Map<Integer, Execution> branches = new ConcurrentSkipListMap<>();
    private volatile Execution failed;

    Run(Execution execution, Cancellation cancellation) {
      this.execution = execution;
      this.cancellation = cancellation;
    }

    Callable<Object> of(int index, Branch branch, Progress progress, boolean waits) {
      return () -> {
        Execution before = waits ? ended.get() : null;
        Execution branched =
            execution.branch(cancellation, before == null ? execution.last() : before.last());
        branches.put(index, branched);
        try (Cancellation.Membership member = cancellation.join()) {
          cancellation.check();
          Object output = branch.run(branched, progress);
          ended.set(branched);
          return output;
        } catch (RuntimeException | Error e) {
          // Decided here and now: before this thread takes the next branch, or another goes on.
          if (failure.compareAndSet(null, e)) {
            failed = branched;
          }
          cancellation.request();
          throw e;
        }
      };
    }

    /** Lets what comes after the state follow the branch that decided it. */
    void close() {
      Execution last = failed == null ? ended.get() : failed;
      if (last != null) {
        execution.follow(last);
      }
      boolean stoppedFromOutside = failed == null && execution.cancellation().requested();
      for (Execution branch : branches.values()) {
        if (stoppedFromOutside) {
          execution.endsWith(branch);
        } else if (failure.get() instanceof StateError e && e.error().equals(ErrorNames.RUNTIME)) {
          execution.dropEnd(branch);
        } else {
          execution.recordEnd(branch, failed);
        }
      }
    }
  }
}
