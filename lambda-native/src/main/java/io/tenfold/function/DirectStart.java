package io.tenfold.function;

import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Decides, while a native image is built, whether it starts {@link DirectFunction} or Quarkus, and
 * says so in the build's output.
 */
public final class DirectStart implements BooleanSupplier {

  /** Returns whether the selected processor can do without Quarkus at run time. */
  @Override
  public boolean getAsBoolean() {
    Optional<String> need = SelectedProcessor.find().needForQuarkus();
    System.out.println(
        need.map(reason -> "Tenfold: the function starts Quarkus, because " + reason)
            .orElse(
                "Tenfold: the function starts without Quarkus, which its processor never uses"));
    return need.isEmpty();
  }
}
