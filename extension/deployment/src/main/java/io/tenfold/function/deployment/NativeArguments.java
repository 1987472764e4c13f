package io.tenfold.function.deployment;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Arguments for native-image as it finds them on its class path. What Quarkus writes on the command
 * line comes after them.
 *
 * @see <a
 *     href="https://www.graalvm.org/latest/reference-manual/native-image/overview/BuildConfiguration/">
 *     native-image's configuration</a>
 */
final class NativeArguments {
  /** The file's name in the program's jar. */
  static final String FILE =
      "META-INF/native-image/io.tenfold/tenfold-function-start/native-image.properties";

  private final List<String> arguments = new ArrayList<>();

  /** Adds arguments after those that are there. */
  NativeArguments add(Collection<String> more) {
    arguments.addAll(more);
    return this;
  }

  /** Returns the file's content. */
  byte[] file() {
    String words = arguments.stream().map(NativeArguments::quoted).collect(Collectors.joining(" "));
    return ("Args = " + words.replace("\\", "\\\\") + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static String quoted(String argument) {
    boolean plain = argument.chars().noneMatch(c -> Character.isWhitespace(c) || c == '"');
    return plain ? argument : '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
