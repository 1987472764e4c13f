package io.tenfold.local.lambda.process;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Says to the operator what goes on in spite of a fault, once of each kind. */
public final class Warnings {
  private final Set<String> said = ConcurrentHashMap.newKeySet();
  private final Consumer<String> out;

  /** Takes what gets the lines. */
  public Warnings(Consumer<String> out) {
    this.out = out;
  }

  /** Says a line, unless one of this kind has been said. */
  public void once(String kind, String line) {
    if (said.add(kind)) {
      out.accept(line);
    }
  }
}
