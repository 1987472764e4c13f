package io.tenfold.function.nativeimage;

import java.lang.reflect.Constructor;
import java.util.Optional;

/** The guard against processing twice that the build selected, if any, for a direct start. */
public final class SelectedGuard {
  /** The system property of native-image that has the name of the guard's class. */
  public static final String PROPERTY = "tenfold.guard";

  private SelectedGuard() {}

  /**
   * Returns its constructor, empty if there is none.
   *
   * @throws IllegalStateException if there is no such class
   */
  static Optional<Constructor<?>> constructor() {
    String name = System.getProperty(PROPERTY);
    if (name == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Class.forName(name, false, SelectedGuard.class.getClassLoader()).getConstructor());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the guard " + name + " is not in the image", e);
    }
  }
}
