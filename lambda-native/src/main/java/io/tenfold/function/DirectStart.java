package io.tenfold.function;

import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Tells native-image whether the executable starts {@link DirectFunction} instead of Quarkus, as
 * {@code tenfold.start} in {@code application.properties} has it.
 */
public final class DirectStart implements BooleanSupplier {

  /**
   * Returns whether it does.
   *
   * @throws IllegalStateException if it should, but the selected processor needs Quarkus
   */
  @Override
  public boolean getAsBoolean() {
    if (!"direct".equals(System.getProperty("tenfold.start"))) {
      return false;
    }
    Optional<String> need = SelectedProcessor.find().needForQuarkus();
    if (need.isPresent()) {
      throw new IllegalStateException(
          "The function can't start without Quarkus, because "
              + need.get()
              + ". Put tenfold.start=quarkus into application.properties, or see \"Native\" in"
              + " docs/writing-a-processor.md.");
    }
    return true;
  }
}
