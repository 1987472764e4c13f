package io.tenfold.function.deployment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/** Follows the classes that a class file names, and those that theirs name, and so on. */
final class ClassReferences {

  /**
   * What the direct function leaves out: injection and configuration, which need Quarkus to have
   * started, and the JDK's old HTTP client, which brings Kerberos and every cipher; {@code
   * java.net.http} has no need of it.
   */
  private static final List<String> LEFT_OUT =
      List.of(
          "io/quarkus/",
          "io/smallrye/",
          "jakarta/",
          "org/eclipse/microprofile/",
          "org/jboss/",
          "org/apache/commons/logging/",
          "org/apache/logging/",
          "java/net/HttpURLConnection",
          "java/net/URLConnection",
          "java/net/URL");

  /** Of these, what has no need of Quarkus: annotations for the build, and the log. */
  private static final List<String> HARMLESS =
      List.of("io/quarkus/runtime/annotations/", "io/quarkus/logging/", "org/jboss/logging/");

  /** The ways to log, all of which lead to JBoss LogManager; none of them is followed. */
  private static final List<String> LOGGING =
      List.of(
          "org/jboss/logging/",
          "org/slf4j/",
          "java/util/logging/",
          "java/lang/System$Logger",
          "io/quarkus/logging/");

  /** It names URLs, which nobody need connect to. */
  private static final String JACKSON = "com/fasterxml/jackson/";

  /** What every processor names; a class of the packages below it is followed as any other. */
  private static final String API = "io/tenfold/function/";

  /** It names SLF4J and URLs; deployment.aws has what it takes without Quarkus. */
  private static final String AWS_SDK = "software/amazon/awssdk/";

  /** Of the SDK, what Powertools has without it: the trace header's place. */
  private static final String AWS_SDK_LITE = AWS_SDK + "utilslite/";

  /**
   * What names URLs and is called elsewhere only: Powertools' list of classes for a snapshot of a
   * JVM, and how CloudWatch's embedded metrics ask a server of EC2 or ECS what it is.
   */
  private static final List<String> NOT_CALLED_ON_LAMBDA =
      List.of(
          "software/amazon/lambda/powertools/common/internal/ClassPreLoader",
          "software/amazon/cloudwatchlogs/emf/environment/EC2Environment",
          "software/amazon/cloudwatchlogs/emf/environment/ECSEnvironment",
          "software/amazon/cloudwatchlogs/emf/environment/ResourceFetcher");

  private final ClassLoader loader;

  ClassReferences(ClassLoader loader) {
    this.loader = loader;
  }

  /**
   * Returns the shortest way from a class, by its name, to one that needs Quarkus to have started,
   * such as {@code a.P uses a.Q, which uses java.net.URL}; empty if there is none.
   */
  Optional<String> toQuarkusFrom(String className) {
    return toAnyFrom(className, ClassReferences::needsQuarkus);
  }

  /** Tells whether a class, by its name, calls the AWS SDK for Java, itself or by others. */
  boolean callsTheAwsSdk(String className) {
    return toAnyFrom(
            className,
            reference -> reference.startsWith(AWS_SDK) && !reference.startsWith(AWS_SDK_LITE))
        .isPresent();
  }

  /** Tells whether a class, by its name, has a logger, itself or by others. */
  boolean logs(String className) {
    return toAnyFrom(className, reference -> isAmong(LOGGING, reference)).isPresent();
  }

  /** Returns the files of a class, by its name, and of all that it leads to, but the JDK's. */
  List<ClassReader> filesFrom(String className) {
    List<ClassReader> files = new ArrayList<>();
    follow(className, reference -> false, files::add);
    return files;
  }

  private Optional<String> toAnyFrom(String className, Predicate<String> goal) {
    return follow(className, goal, file -> {});
  }

  /**
   * Returns the shortest way to what is sought; until then, the files that it leads by are given.
   */
  private Optional<String> follow(
      String className, Predicate<String> goal, Consumer<ClassReader> files) {
    String first = className.replace('.', '/');
    Deque<String> open = new ArrayDeque<>(List.of(first));
    Map<String, String> namedBy = new HashMap<>();
    namedBy.put(first, null);
    while (!open.isEmpty()) {
      String name = open.remove();
      Optional<ClassReader> file = fileOf(name);
      file.ifPresent(files);
      for (String reference : file.map(ClassReferences::referencesIn).orElse(Set.of())) {
        if (goal.test(reference)) {
          return Optional.of(way(namedBy, name, reference));
        }
        if (isFollowed(reference) && !namedBy.containsKey(reference)) {
          namedBy.put(reference, name);
          open.add(reference);
        }
      }
    }
    return Optional.empty();
  }

  private static boolean needsQuarkus(String name) {
    return isAmong(LEFT_OUT, name) && !isAmong(HARMLESS, name);
  }

  private static boolean isFollowed(String name) {
    boolean isOfTheApi = name.startsWith(API) && name.indexOf('/', API.length()) < 0;
    return !isOfTheApi
        && !name.startsWith(JACKSON)
        && !name.startsWith(AWS_SDK)
        && !isAmong(NOT_CALLED_ON_LAMBDA, name)
        && !isAmong(LOGGING, name);
  }

  private static String way(Map<String, String> namedBy, String last, String reference) {
    List<String> way = new ArrayList<>(List.of(reference));
    for (String name = last; name != null; name = namedBy.get(name)) {
      way.add(0, name);
    }
    return way.get(0).replace('/', '.')
        + " uses "
        + String.join(", which uses ", way.subList(1, way.size())).replace('/', '.');
  }

  private static boolean isAmong(List<String> namesAndFolders, String name) {
    return namesAndFolders.stream()
        .anyMatch(each -> each.endsWith("/") ? name.startsWith(each) : name.equals(each));
  }

  private Optional<ClassReader> fileOf(String name) {
    if (name.startsWith("java/") || name.startsWith("javax/") || name.startsWith("jdk/")) {
      return Optional.empty();
    }
    try (InputStream file = loader.getResourceAsStream(name + ".class")) {
      return file == null ? Optional.empty() : Optional.of(new ClassReader(file.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> referencesIn(ClassReader classFile) {
    Set<String> references = new TreeSet<>();
    Remapper remembering =
        new Remapper() {
          @Override
          public String map(String internalName) {
            references.add(internalName);
            return internalName;
          }
        };
    // The writer is for nothing but that the methods' code is visited.
    classFile.accept(new Uses(new ClassWriter(0), remembering), ClassReader.SKIP_FRAMES);
    return references;
  }

  /** What a class uses, without the table of the classes that it stands in or beside. */
  private static final class Uses extends ClassRemapper {
    Uses(ClassVisitor visitor, Remapper remembering) {
      super(Opcodes.ASM9, visitor, remembering);
    }

    @Override
    public void visitInnerClass(String name, String outer, String inner, int access) {}

    @Override
    public void visitOuterClass(String owner, String name, String descriptor) {}

    @Override
    public void visitNestHost(String host) {}

    @Override
    public void visitNestMember(String member) {}
  }
}
