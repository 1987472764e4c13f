package io.tenfold.function.nativeimage;

import java.util.function.BooleanSupplier;

/**
 * Tells native-image whether the executable starts {@link DirectFunction} instead of Quarkus, which
 * the extension's build steps have decided.
 */
public final class DirectStart implements BooleanSupplier {
  /** The system property of native-image that has the way in which the function starts. */
  public static final String PROPERTY = "tenfold.start";

  /** The property's value for a start without Quarkus. */
  public static final String DIRECT = "direct";

  /** Returns whether it does. */
  @Override
  public boolean getAsBoolean() {
    return DIRECT.equals(System.getProperty(PROPERTY));
  }
}
