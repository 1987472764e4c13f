package io.tenfold.function;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Set;

/** The {@code R} and {@code O} of the selected processor. */
@Singleton
class ProcessorTypes {
  private final Type record;
  private final Type output;

  // The container knows the types from the build; a native image would not find them by reflection.
  @Inject
  ProcessorTypes(Instance<RecordProcessor<?, ?>> processors) {
    this(processors.getHandle().getBean().getTypes());
  }

  ProcessorTypes(Set<Type> typesOfTheProcessor) {
    ParameterizedType processor =
        typesOfTheProcessor.stream()
            .filter(ParameterizedType.class::isInstance)
            .map(ParameterizedType.class::cast)
            .filter(type -> type.getRawType() == RecordProcessor.class)
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "A processor must say its types: implements RecordProcessor<R, O>"));
    record = processor.getActualTypeArguments()[0];
    output = processor.getActualTypeArguments()[1];
  }

  Type record() {
    return record;
  }

  Type output() {
    return output;
  }
}
