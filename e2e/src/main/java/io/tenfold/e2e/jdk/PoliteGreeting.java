package io.tenfold.e2e.jdk;

/** The one implementation. */
public final class PoliteGreeting implements Greeting {
  @Override
  public String text() {
    return "How do you do?";
  }
}
