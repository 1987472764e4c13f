package io.tenfold.function.nativeimage;

import io.tenfold.function.invoke.ProcessorTypes;
import io.tenfold.function.json.RecordJson;
import io.tenfold.function.json.StreamedJson;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

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

  /** Returns the JSON of the processor's types. */
  RecordJson json() {
    return RecordJson.of(types.record(), types.output());
  }

  /** Returns what that calls by reflection, but databind's, which the build steps register. */
  Stream<Executable> executables() {
    return needsDatabind()
        ? Stream.empty()
        : new StreamedJson(types.record(), types.output()).executables();
  }

  /** Tells whether the types need Jackson's databind. */
  public boolean needsDatabind() {
    return !StreamedJson.supports(types.record(), types.output());
  }

  /** Returns the classes that the processor's two types are made of, arguments included. */
  public Set<Class<?>> classes() {
    Set<Class<?>> classes = new LinkedHashSet<>();
    addClasses(types.record(), classes);
    addClasses(types.output(), classes);
    return classes;
  }

  private static void addClasses(Type type, Set<Class<?>> classes) {
    if (type instanceof Class<?> plain) {
      classes.add(plain.isArray() ? elementOf(plain) : plain);
    } else if (type instanceof ParameterizedType generic) {
      addClasses(generic.getRawType(), classes);
      for (Type argument : generic.getActualTypeArguments()) {
        addClasses(argument, classes);
      }
    } else if (type instanceof WildcardType wildcard) {
      addClasses(wildcard.getUpperBounds()[0], classes);
    } else if (type instanceof GenericArrayType array) {
      addClasses(array.getGenericComponentType(), classes);
    }
  }

  private static Class<?> elementOf(Class<?> array) {
    return array.isArray() ? elementOf(array.getComponentType()) : array;
  }
}
