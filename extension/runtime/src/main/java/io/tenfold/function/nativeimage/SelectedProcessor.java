package io.tenfold.function.nativeimage;

import io.tenfold.function.invoke.ProcessorTypes;
import io.tenfold.function.json.StreamedJson;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.Optional;

/** The processor that the build selected, looked at while a native image is built. */
public final class SelectedProcessor {
  /** The system property of native-image that has the name of the processor's class. */
  public static final String PROPERTY = "tenfold.processor";

  private final Class<?> type;
  private final ProcessorTypes types;

  /** Takes the class of a processor. */
  public SelectedProcessor(Class<?> type) {
    this.type = type;
    this.types = ProcessorTypes.of(type);
  }

  /**
   * Returns the one that the build steps named.
   *
   * @throws IllegalStateException if there is no such class
   */
  static SelectedProcessor named() {
    String name = System.getProperty(PROPERTY);
    try {
      return new SelectedProcessor(
          Class.forName(name, false, SelectedProcessor.class.getClassLoader()));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("the processor " + name + " is not in the image", e);
    }
  }

  /**
   * Returns the processor's constructor without parameters, beside which it may have some for its
   * tests.
   */
  Constructor<?> constructor() {
    Constructor<?> constructor;
    try {
      constructor = type.getDeclaredConstructor();
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e); // The build steps have looked for it.
    }
    if (!Modifier.isPublic(type.getModifiers()) || !Modifier.isPublic(constructor.getModifiers())) {
      constructor.setAccessible(true);
    }
    return constructor;
  }

  /** Returns the bindings of the processor's types, empty if they need databind. */
  Optional<StreamedJson> json() {
    return StreamedJson.supports(types.record(), types.output())
        ? Optional.of(new StreamedJson(types.record(), types.output()))
        : Optional.empty();
  }

  /** Returns which of the processor's types need databind, in words; empty if none does. */
  public Optional<String> needForDatabind() {
    return StreamedJson.supports(types.record(), types.output())
        ? Optional.empty()
        : Optional.of(
            types.record().getTypeName()
                + " or "
                + types.output().getTypeName()
                + " needs Jackson's databind");
  }
}
