package io.tenfold.function.json;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the binding of a type: strings, whole and decimal numbers, booleans, {@code LocalDate},
 * enums, lists, maps by string, and records of these. Anything else, and whatever carries an
 * annotation of Jackson's, has none and is left to databind.
 */
final class Bindings {
  private final Set<Class<?>> open = new HashSet<>();

  Optional<Binding> of(Type type) {
    if (type instanceof ParameterizedType generic) {
      return ofGeneric(generic.getRawType(), generic.getActualTypeArguments());
    }
    if (!(type instanceof Class<?> plain)) {
      return Optional.empty();
    }
    if (plain == String.class) {
      return Optional.of(new TextBinding());
    }
    if (plain == LocalDate.class) {
      return Optional.of(new ParsedTextBinding(JsonKind.expectedFor(plain), LocalDate::parse));
    }
    if (plain == boolean.class || plain == Boolean.class) {
      return Optional.of(new BooleanBinding(plain));
    }
    if (WholeNumberBinding.TYPES.contains(plain)) {
      return Optional.of(new WholeNumberBinding(plain));
    }
    if (plain == BigDecimal.class) {
      return Optional.of(new DecimalBinding());
    }
    if (plain == double.class || plain == Double.class) {
      return Optional.of(new DoubleBinding(plain));
    }
    if (isAnnotatedForJackson(plain)) {
      return Optional.empty();
    }
    if (plain.isEnum()) {
      return EnumBinding.isPlain(plain) ? Optional.of(new EnumBinding(plain)) : Optional.empty();
    }
    return plain.isRecord() ? ofRecord(plain) : Optional.empty();
  }

  private Optional<Binding> ofGeneric(Type raw, Type[] arguments) {
    if (raw == List.class) {
      return of(arguments[0]).map(ListBinding::new);
    }
    if (raw == Map.class && arguments[0] == String.class) {
      return of(arguments[1]).map(MapBinding::new);
    }
    return Optional.empty();
  }

  private Optional<Binding> ofRecord(Class<?> type) {
    // A type that contains itself would need a binding that does: databind's business.
    if (!open.add(type)) {
      return Optional.empty();
    }
    try {
      List<Binding> components = new ArrayList<>();
      for (RecordComponent component : type.getRecordComponents()) {
        Optional<Binding> binding =
            isAnnotatedForJackson(component.getAccessor())
                ? Optional.empty()
                : of(component.getGenericType());
        if (binding.isEmpty()) {
          return Optional.empty();
        }
        components.add(binding.get());
      }
      return RecordBinding.isPlain(type)
          ? Optional.of(new RecordBinding(type, components))
          : Optional.empty();
    } finally {
      open.remove(type);
    }
  }

  /** Tells whether Jackson would be told by an annotation to do something else. */
  static boolean isAnnotatedForJackson(AnnotatedElement element) {
    return Stream.of(element.getAnnotations())
        .map(Annotation::annotationType)
        .anyMatch(type -> type.getName().startsWith("com.fasterxml.jackson."));
  }
}
