package io.tenfold.bench.coldstart;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * GraalVM's {@code native-image}.
 *
 * @param version what it says of itself, in one line; empty if there is none
 */
record NativeCompiler(String version) {

  /** Finds the one that a Quarkus build would use: in GRAALVM_HOME, else on the PATH. */
  static NativeCompiler find() throws InterruptedException {
    Optional<Path> program =
        Optional.ofNullable(System.getenv("GRAALVM_HOME"))
            .map(home -> Path.of(home, "bin", "native-image"))
            .filter(Files::isExecutable)
            .or(() -> Tool.find("native-image"));
    if (program.isEmpty()) {
      return new NativeCompiler("");
    }
    String text = Tool.output(List.of(program.get().toString(), "--version"));
    return new NativeCompiler(String.join("; ", text.lines().map(String::strip).toList()));
  }

  /** Returns whether there is one. */
  boolean present() {
    return !version.isEmpty();
  }

  /** Returns it for people, marked if it is the kit that must not build what is deployed. */
  String sentence() {
    if (!present()) {
      return "no native-image";
    }
    return version.contains("+kit")
        ? version + " (a kit for tests: its binaries load the JDK's libraries from the machine)"
        : version;
  }
}
