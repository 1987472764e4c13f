package io.tenfold.bench.coldstart;

/** Undoes something when the bench is interrupted before it could do so itself. */
final class ExitGuard implements AutoCloseable {
  private final Thread hook;

  private ExitGuard(Thread hook) {
    this.hook = hook;
  }

  /** Runs an action if the JVM ends before the guard is closed. */
  static ExitGuard of(Runnable action) {
    Thread hook = new Thread(action, "exit-guard");
    Runtime.getRuntime().addShutdownHook(hook);
    return new ExitGuard(hook);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending, and the hook runs already.
    }
  }
}
