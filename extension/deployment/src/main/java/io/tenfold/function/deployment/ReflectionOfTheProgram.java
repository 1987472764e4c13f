package io.tenfold.function.deployment;

import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is registered for reflection of a program's own classes, among what Quarkus needs for itself
 * and what its configuration, its beans and its handlers are.
 */
final class ReflectionOfTheProgram {
  private static final List<String> OF_QUARKUS =
      List.of(
          "io.quarkus.",
          "io.smallrye.",
          "io.tenfold.function.quarkus.",
          "jakarta.",
          "org.eclipse.microprofile.",
          "org.jboss.");
  private static final List<String> OF_THE_JDK = List.of("java.", "javax.", "jdk.", "sun.");
  private static final String OF_JACKSON = "com.fasterxml.jackson.";

  private final boolean databind;
  private final Map<String, Set<String>> kept = new TreeMap<>();

  /** Takes whether there is databind in the binary. */
  ReflectionOfTheProgram(boolean databind) {
    this.databind = databind;
  }

  /** Adds a registration, if it is one of the program. */
  void add(ReflectiveClassBuildItem item) {
    for (String name : item.getClassNames()) {
      if (isKept(name, item.isMethods())) {
        Set<String> what = kept.computeIfAbsent(name, any -> new LinkedHashSet<>());
        addIf(item.isConstructors(), "allDeclaredConstructors", what);
        addIf(item.isPublicConstructors(), "allPublicConstructors", what);
        addIf(item.isMethods(), "allDeclaredMethods", what);
        addIf(item.isFields(), "allDeclaredFields", what);
        addIf(item.isClasses(), "allDeclaredClasses", what);
        addIf(item.isUnsafeAllocated(), "unsafeAllocated", what);
      }
    }
  }

  /** Tells whether nothing was one. */
  boolean isEmpty() {
    return kept.isEmpty();
  }

  /**
   * Returns them as <a
   * href="https://www.graalvm.org/latest/reference-manual/native-image/metadata/">native-image</a>
   * reads them.
   */
  String json() {
    return kept.entrySet().stream()
        .map(
            type ->
                "{\"name\": \""
                    + type.getKey()
                    + "\""
                    + type.getValue().stream()
                        .map(what -> ", \"" + what + "\": true")
                        .collect(Collectors.joining())
                    + "}")
        .collect(Collectors.joining(",\n  ", "[\n  ", "\n]\n"));
  }

  private boolean isKept(String name, boolean methods) {
    if (begins(OF_QUARKUS, name)) {
      return false;
    }
    if (begins(OF_THE_JDK, name)) {
      // Collections that databind makes. Methods are of the types that Quarkus' settings have.
      return databind && !methods && name.startsWith("java.util.");
    }
    return databind || !name.startsWith(OF_JACKSON);
  }

  private static boolean begins(List<String> packages, String name) {
    return packages.stream().anyMatch(name::startsWith);
  }

  private static void addIf(boolean has, String what, Set<String> all) {
    if (has) {
      all.add(what);
    }
  }
}
