package io.tenfold.function;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Follows the classes that a class file names, and those that theirs name, and so on. */
final class ClassReferences {
  private static final Pattern DESCRIBED = Pattern.compile("L([\\w$/]+);");

  /**
   * What the direct function leaves out: injection, configuration, the log and databind, which need
   * Quarkus to have started, and the JDK's old HTTP client, which brings Kerberos and every cipher;
   * {@code java.net.http} has no need of it.
   */
  private static final List<String> LEFT_OUT =
      List.of(
          "io/quarkus/",
          "io/smallrye/",
          "jakarta/",
          "org/eclipse/microprofile/",
          "org/jboss/",
          "org/slf4j/",
          "org/apache/commons/logging/",
          "org/apache/logging/",
          "java/util/logging/",
          "java/lang/System$Logger",
          "java/net/HttpURLConnection",
          "java/net/URLConnection",
          "java/net/URL",
          "com/fasterxml/jackson/databind/");

  private static final String HARMLESS = "io/quarkus/runtime/annotations/";
  private static final String OWN_PACKAGE = "io/tenfold/function/";

  private final ClassLoader loader;

  ClassReferences(ClassLoader loader) {
    this.loader = loader;
  }

  /** Returns a way from a class, by its name, to one that needs Quarkus to have started. */
  Optional<String> toQuarkusFrom(String className) {
    Deque<String> open = new ArrayDeque<>(List.of(className.replace('.', '/')));
    Set<String> seen = new HashSet<>(open);
    while (!open.isEmpty()) {
      String name = open.remove();
      for (String reference : referencesOf(name)) {
        if (LEFT_OUT.stream().anyMatch(left -> isOrIsBelow(reference, left))
            && !reference.startsWith(HARMLESS)) {
          return Optional.of(name.replace('/', '.') + " uses " + reference.replace('/', '.'));
        }
        if (!isOwn(reference) && seen.add(reference)) {
          open.add(reference);
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isOrIsBelow(String reference, String left) {
    return left.endsWith("/") ? reference.startsWith(left) : reference.equals(left);
  }

  private static boolean isOwn(String name) {
    return name.startsWith(OWN_PACKAGE) && name.indexOf('/', OWN_PACKAGE.length()) < 0;
  }

  private Set<String> referencesOf(String name) {
    if (name.startsWith("java/") || name.startsWith("javax/") || name.startsWith("jdk/")) {
      return Set.of();
    }
    try (InputStream file = loader.getResourceAsStream(name + ".class")) {
      return file == null ? Set.of() : referencesIn(file.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // https://docs.oracle.com/javase/specs/jvms/se21/html/jvms-4.html#jvms-4.4
  private static Set<String> referencesIn(byte[] classFile) throws IOException {
    Set<String> references = new TreeSet<>();
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
    in.skipBytes(8);
    int count = in.readUnsignedShort();
    String[] texts = new String[count];
    int[] classes = new int[count];
    for (int i = 1; i < count; i++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case 1 -> texts[i] = in.readUTF();
        case 7 -> classes[i] = in.readUnsignedShort();
        case 8, 16, 19, 20 -> in.skipBytes(2);
        case 15 -> in.skipBytes(3);
        case 5, 6 -> {
          in.skipBytes(8);
          i++;
        }
        default -> in.skipBytes(4);
      }
    }
    for (int i = 1; i < count; i++) {
      if (classes[i] != 0 && !texts[classes[i]].startsWith("[")) {
        references.add(texts[classes[i]]);
      }
      if (texts[i] != null) {
        Matcher described = DESCRIBED.matcher(texts[i]);
        while (described.find()) {
          references.add(described.group(1));
        }
      }
    }
    return references;
  }
}
