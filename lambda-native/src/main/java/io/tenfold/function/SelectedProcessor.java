package io.tenfold.function;

import io.quarkus.arc.Arc;
import io.quarkus.arc.InjectableBean;
import jakarta.enterprise.util.TypeLiteral;
import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The processor that Quarkus selected, looked at while a native image is built, to see whether it
 * needs Quarkus at run time.
 */
final class SelectedProcessor {
  private static final Set<String> NO_NEED =
      Set.of(Processor.class.getName(), "io.quarkus.runtime.annotations.RegisterForReflection");

  private final Class<?> type;
  private final ProcessorTypes types;

  private SelectedProcessor(Class<?> type, ProcessorTypes types) {
    this.type = type;
    this.types = types;
  }

  /** Returns the one processor that the build did not ignore. */
  static SelectedProcessor find() {
    return Found.PROCESSOR;
  }

  private static SelectedProcessor askTheContainer() {
    try {
      InjectableBean<RecordProcessor<?, ?>> bean =
          Arc.initialize()
              .select(new TypeLiteral<RecordProcessor<?, ?>>() {})
              .getHandle()
              .getBean();
      return new SelectedProcessor(bean.getBeanClass(), new ProcessorTypes(bean.getTypes()));
    } finally {
      // Quarkus starts its own, with its own settings.
      Arc.shutdown();
    }
  }

  /** Returns why this processor needs Quarkus at run time, empty if it does not. */
  Optional<String> needForQuarkus() {
    if (type.getDeclaredConstructors().length != 1
        || type.getDeclaredConstructors()[0].getParameterCount() > 0) {
      return Optional.of(type.getName() + " has a constructor with parameters");
    }
    Optional<String> annotation =
        Stream.of(type.getAnnotations())
            .map(Annotation::annotationType)
            .map(Class::getName)
            .filter(name -> !NO_NEED.contains(name))
            .findFirst();
    if (annotation.isPresent()) {
      return annotation.map(name -> type.getName() + " is annotated with " + name);
    }
    if (!StreamedJson.supports(types.record(), types.output())) {
      return Optional.of(types.record() + " or " + types.output() + " needs Jackson's databind");
    }
    return new ClassReferences(type.getClassLoader()).toQuarkusFrom(type.getName());
  }

  /** Returns the processor's only constructor. */
  Constructor<?> constructor() {
    Constructor<?> constructor = type.getDeclaredConstructors()[0];
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

  // Asked once, before Quarkus starts the container itself.
  private static final class Found {
    static final SelectedProcessor PROCESSOR = askTheContainer();
  }
}
