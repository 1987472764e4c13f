package io.tenfold.function.deployment;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.MethodInfo;

/** Whether a processor needs Quarkus to have started before its first record. */
final class NeedForQuarkus {
  private static final Set<DotName> NO_NEED =
      Set.of(Processors.MARK, DotName.createSimple(RegisterForReflection.class));

  private final ClassLoader loader;

  /** Takes where the program's classes are. */
  NeedForQuarkus(ClassLoader loader) {
    this.loader = loader;
  }

  /** Returns why a processor needs it, as a part of a sentence; empty if it does not. */
  Optional<String> of(ClassInfo processor) {
    List<MethodInfo> constructors = processor.constructors();
    if (constructors.stream().allMatch(constructor -> constructor.parametersCount() > 0)) {
      return Optional.of(processor.name() + " has no constructor without parameters");
    }
    for (AnnotationInstance annotation : processor.declaredAnnotations()) {
      if (!NO_NEED.contains(annotation.name())) {
        return Optional.of(processor.name() + " is annotated with " + annotation.name());
      }
    }
    return new ClassReferences(loader).toQuarkusFrom(processor.name().toString());
  }
}
