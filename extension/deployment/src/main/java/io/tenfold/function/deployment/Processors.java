package io.tenfold.function.deployment;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.tenfold.function.BatchProcessor;
import io.tenfold.function.Processor;
import io.tenfold.function.RecordProcessor;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;

/** The classes of a program that are marked {@code @Processor}. */
final class Processors {
  static final DotName MARK = DotName.createSimple(Processor.class);

  // Each by its name: the index has the program's classes, and not that one extends the other.
  private static final List<DotName> INTERFACES =
      List.of(
          DotName.createSimple(RecordProcessor.class), DotName.createSimple(BatchProcessor.class));

  private final IndexView index;
  private final List<ClassInfo> marked;

  Processors(IndexView index) {
    this.index = index;
    this.marked =
        index.getAnnotations(MARK).stream()
            .map(AnnotationInstance::target)
            .filter(target -> target.kind() == AnnotationTarget.Kind.CLASS)
            .map(AnnotationTarget::asClass)
            .sorted(Comparator.comparing(ClassInfo::name))
            .toList();
  }

  /**
   * Returns the one that the function runs.
   *
   * @param name the one that the configuration names
   * @param isOfTests tells which classes belong to the tests alone: those count where there is no
   *     other
   * @throws ConfigurationException if it is not clear which one that is; the message says what to
   *     do
   */
  ClassInfo select(Optional<String> name, Predicate<String> isOfTests) {
    ClassInfo selected = name.isPresent() ? named(name.get()) : only(isOfTests);
    if (!implementsProcessor(selected)) {
      throw failed(
          selected.name()
              + " is marked @Processor, but does not implement RecordProcessor<R, O>"
              + " or BatchProcessor<R, O>.");
    }
    if (Modifier.isAbstract(selected.flags())) {
      throw failed(selected.name() + " is marked @Processor, but is abstract.");
    }
    return selected;
  }

  /** Returns the others, which the function has no need of. */
  List<ClassInfo> except(ClassInfo selected) {
    return marked.stream().filter(type -> !type.name().equals(selected.name())).toList();
  }

  private ClassInfo named(String name) {
    for (ClassInfo type : marked) {
      if (type.name().toString().equals(name)) {
        return type;
      }
    }
    throw failed(
        "tenfold.processor names "
            + name
            + (index.getClassByName(DotName.createSimple(name)) == null
                ? ", which is no class of this program"
                : ", which is not marked @Processor")
            + "; "
            + (marked.isEmpty() ? "no class is." : "these are: " + names(marked) + "."));
  }

  private ClassInfo only(Predicate<String> isOfTests) {
    List<ClassInfo> mains =
        marked.stream().filter(type -> !isOfTests.test(type.name().toString())).toList();
    List<ClassInfo> candidates = mains.isEmpty() ? marked : mains;
    if (candidates.size() == 1) {
      return candidates.get(0);
    }
    if (candidates.size() > 1) {
      throw failed(
          "There are several processors: "
              + names(candidates)
              + ". Name the function's in application.properties: tenfold.processor="
              + candidates.get(0).name());
    }
    Collection<ClassInfo> unmarked = implementations();
    throw failed(
        unmarked.isEmpty()
            ? "There is no processor: write a class that implements"
                + " io.tenfold.function.RecordProcessor<R, O> and mark it @Processor."
            : "There is no processor: mark one of these with @Processor: " + names(unmarked) + ".");
  }

  private boolean implementsProcessor(ClassInfo type) {
    return implementations().stream().anyMatch(known -> known.name().equals(type.name()));
  }

  private Collection<ClassInfo> implementations() {
    return INTERFACES.stream()
        .flatMap(name -> index.getAllKnownImplementations(name).stream())
        .distinct()
        .toList();
  }

  private static String names(Collection<ClassInfo> types) {
    return types.stream()
        .map(type -> type.name().toString())
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static ConfigurationException failed(String message) {
    return new ConfigurationException(message);
  }
}
