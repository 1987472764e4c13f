package io.tenfold.local.asl.execution;

import java.util.HashSet;
import java.util.Set;

/**
 * A request to stop that reaches every thread of an execution, or of a branch of it.
 *
 * <p>A thread's interrupt alone could be lost (a time limit of the same thread may clear it), so
 * the request is also kept here.
 */
public final class Cancellation {
  private final Set<Thread> threads = new HashSet<>();
  private final Set<Cancellation> inner = new HashSet<>();
  private volatile boolean requested;

  /** A thread's or inner cancellation's membership, which closing ends. */
  public interface Membership extends AutoCloseable {
    @Override
    void close();
  }

  /** Tells whether a stop was requested. */
  public boolean requested() {
    return requested;
  }

  /** Requests a stop and interrupts the threads that have joined. */
  public void request() {
    Set<Cancellation> branches;
    synchronized (this) {
      if (requested) {
        return; // A thread is interrupted once; what it does to end is left to it.
      }
      requested = true;
      threads.forEach(Thread::interrupt);
      branches = Set.copyOf(inner);
    }
    branches.forEach(Cancellation::request);
  }

  /** Adds the current thread, which is interrupted at once if a stop was requested before. */
  public synchronized Membership join() {
    Thread thread = Thread.currentThread();
    threads.add(thread);
    if (requested) {
      thread.interrupt();
    }
    return () -> {
      synchronized (this) {
        threads.remove(thread);
      }
    };
  }

  /** Adds a branch's cancellation, which is requested with this one but not the other way round. */
  public Membership link(Cancellation branch) {
    synchronized (this) {
      inner.add(branch);
      if (!requested) {
        return () -> unlink(branch);
      }
    }
    branch.request();
    return () -> unlink(branch);
  }

  private synchronized void unlink(Cancellation branch) {
    inner.remove(branch);
  }

  /** Throws if a stop was requested. */
  public void check() throws InterruptedException {
    if (requested) {
      throw new InterruptedException("the execution was stopped");
    }
  }
}
