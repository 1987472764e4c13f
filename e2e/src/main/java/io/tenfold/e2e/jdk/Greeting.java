package io.tenfold.e2e.jdk;

/** A service, whose implementations are found by their file in {@code META-INF/services}. */
public interface Greeting {
  /** Returns a greeting. */
  String text();
}
