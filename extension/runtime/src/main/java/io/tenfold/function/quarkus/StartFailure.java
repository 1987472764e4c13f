package io.tenfold.function.quarkus;

import io.tenfold.function.poll.RuntimeApi;
import jakarta.enterprise.event.ObserverException;
import jakarta.enterprise.inject.CreationException;
import java.io.IOException;
import java.util.function.BiConsumer;

/** Tells Lambda why Quarkus could not start in a native executable, before the process ends. */
final class StartFailure implements BiConsumer<Integer, Throwable> {
  /** What Quarkus and its container say around an exception of a bean's. */
  private static final String FAILED = "Failed to start quarkus";

  private static final String INJECTING = "Error injecting ";
  private static final int MOST_CAUSES = 20;

  private final BiConsumer<Integer, Throwable> end;

  /** Takes what ends the process, given its exit code and the reason, which may be null. */
  StartFailure(BiConsumer<Integer, Throwable> end) {
    this.end = end;
  }

  @Override
  public void accept(Integer code, Throwable reason) {
    try {
      if (reason != null) {
        RuntimeApi.ofEnvironment().failInit(own(reason));
      }
    } catch (IOException | RuntimeException e) {
      System.err.println("The reason could not be reported to Lambda: " + e.getMessage());
    } finally {
      end.accept(code, reason);
    }
  }

  /** Returns the exception that a bean ended with. */
  static Throwable own(Throwable reason) {
    Throwable own = reason;
    for (int i = 0; i < MOST_CAUSES && isAround(own); i++) {
      own = own.getCause();
    }
    return own;
  }

  private static boolean isAround(Throwable e) {
    if (e.getCause() == null) {
      return false;
    }
    String message = String.valueOf(e.getMessage());
    return e instanceof CreationException
        || e instanceof ObserverException
        || e instanceof ExceptionInInitializerError
        || e.getClass() == RuntimeException.class
            && (message.startsWith(FAILED) || message.startsWith(INJECTING));
  }
}
