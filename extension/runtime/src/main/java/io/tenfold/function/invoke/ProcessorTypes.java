package io.tenfold.function.invoke;

import io.tenfold.function.RecordProcessor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The {@code R} and {@code O} of a processor. */
public final class ProcessorTypes {
  private final Type record;
  private final Type output;

  private ProcessorTypes(ParameterizedType processor) {
    record = processor.getActualTypeArguments()[0];
    output = processor.getActualTypeArguments()[1];
  }

  /**
   * Finds the types by reflection, on a JVM.
   *
   * @throws IllegalStateException if the processor does not say its types
   */
  public static ProcessorTypes of(Class<?> processor) {
    ParameterizedType found = find(processor, Map.of());
    if (found == null) {
      throw unknown();
    }
    return new ProcessorTypes(found);
  }

  /**
   * Finds them among all the types that a processor has, resolved.
   *
   * @throws IllegalStateException if the processor does not say them
   */
  public static ProcessorTypes among(Set<Type> typesOfTheProcessor) {
    return new ProcessorTypes(
        typesOfTheProcessor.stream()
            .filter(ParameterizedType.class::isInstance)
            .map(ParameterizedType.class::cast)
            .filter(type -> type.getRawType() == RecordProcessor.class)
            .findFirst()
            .orElseThrow(ProcessorTypes::unknown));
  }

  /** Returns what the processor takes. */
  public Type record() {
    return record;
  }

  /** Returns what the processor returns. */
  public Type output() {
    return output;
  }

  private static ParameterizedType find(Type type, Map<TypeVariable<?>, Type> known) {
    Class<?> raw;
    Map<TypeVariable<?>, Type> arguments = new HashMap<>();
    if (type instanceof ParameterizedType generic) {
      raw = (Class<?>) generic.getRawType();
      for (int i = 0; i < raw.getTypeParameters().length; i++) {
        arguments.put(
            raw.getTypeParameters()[i], resolved(generic.getActualTypeArguments()[i], known));
      }
    } else if (type instanceof Class<?> plain) {
      raw = plain;
    } else {
      return null;
    }
    if (raw == RecordProcessor.class) {
      return arguments.isEmpty()
          ? null
          : new Resolved(
              raw, Stream.of(raw.getTypeParameters()).map(arguments::get).toArray(Type[]::new));
    }
    for (Type parent : raw.getGenericInterfaces()) {
      ParameterizedType found = find(parent, arguments);
      if (found != null) {
        return found;
      }
    }
    return raw.getGenericSuperclass() == null ? null : find(raw.getGenericSuperclass(), arguments);
  }

  private static Type resolved(Type type, Map<TypeVariable<?>, Type> known) {
    if (type instanceof TypeVariable<?> variable) {
      return known.getOrDefault(variable, variable);
    }
    if (type instanceof ParameterizedType generic) {
      return new Resolved(
          (Class<?>) generic.getRawType(),
          Stream.of(generic.getActualTypeArguments())
              .map(argument -> resolved(argument, known))
              .toArray(Type[]::new));
    }
    return type;
  }

  private static IllegalStateException unknown() {
    return new IllegalStateException(
        "A processor must say its types: implements RecordProcessor<R, O>");
  }

  /** A generic type without variables. */
  private static final class Resolved implements ParameterizedType {
    private final Class<?> raw;
    private final Type[] arguments;

    Resolved(Class<?> raw, Type[] arguments) {
      this.raw = raw;
      this.arguments = arguments;
    }

    @Override
    public Type[] getActualTypeArguments() {
      return arguments.clone();
    }

    @Override
    public Type getRawType() {
      return raw;
    }

    @Override
    public Type getOwnerType() {
      return raw.getDeclaringClass();
    }

    @Override
    public String toString() {
      return raw.getName()
          + Stream.of(arguments).map(Type::getTypeName).collect(Collectors.joining(", ", "<", ">"));
    }
  }
}
