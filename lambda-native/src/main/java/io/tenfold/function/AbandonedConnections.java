package io.tenfold.function;

import io.quarkus.runtime.ImageMode;
import jakarta.inject.Singleton;

/**
 * Keeps the connections that Quarkus' poll loop forgets from using up the file descriptors, of
 * which a Lambda process has 1,024.
 *
 * <p>The loop opens the connection for the response before it calls the handler. When the handler
 * throws, the loop reports the error on another connection and drops the first one without closing
 * it; only the garbage collector does, which on a large heap may come after thousands of failures.
 */
@Singleton
class AbandonedConnections {
  private static final int AT_MOST = 256;

  // On the JVM, AWS's own runtime client polls.
  private final boolean polledByQuarkus = ImageMode.current().isNativeImage();
  private int open;

  /** Takes note that a handler is about to throw, and from time to time closes what it left. */
  void oneMore() {
    open++;
    if (polledByQuarkus && open >= AT_MOST) {
      open = 0;
      System.gc();
    }
  }
}
