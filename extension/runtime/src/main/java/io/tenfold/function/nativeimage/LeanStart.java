package io.tenfold.function.nativeimage;

import java.util.function.BooleanSupplier;

/**
 * Tells native-image whether the executable starts without Quarkus and its processor neither logs
 * nor calls the AWS SDK, which does: then nothing of the program names a logger or a URL, and what
 * the JDK alone would reach by them is left out.
 */
final class LeanStart implements BooleanSupplier {
  @Override
  public boolean getAsBoolean() {
    return new DirectStart().getAsBoolean()
        && !SelectedLog.LOGS.equals(System.getProperty(SelectedLog.PROPERTY));
  }
}
