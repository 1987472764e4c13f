package io.tenfold.bench.coldstart;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Java virtual machine that runs the function.
 *
 * @param home its folder
 * @param version as its release file has it, such as 25.0.3
 */
record JavaRuntime(Path home, String version) {
  private static final Path INSTALLED = Path.of("/usr/lib/jvm");
  private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"([^\"]+)\"");
  // What only compilers and readers need, a third of a JDK.
  private static final Set<String> NOT_COPIED =
      Set.of("jmods", "include", "man", "demo", "sample", "legal", "docs", "src.zip");

  /** Returns the one in a folder; its version is empty if there is none. */
  static JavaRuntime in(Path home) throws IOException {
    Path release = home.resolve("release");
    Matcher version = VERSION.matcher(Files.exists(release) ? Files.readString(release) : "");
    return new JavaRuntime(home, version.find() ? version.group(1) : "");
  }

  /** Returns the newest of this process's own and those that are installed. */
  static JavaRuntime newest() throws IOException {
    JavaRuntime newest =
        new JavaRuntime(
            Path.of(System.getProperty("java.home")), System.getProperty("java.version"));
    if (Files.isDirectory(INSTALLED)) {
      try (DirectoryStream<Path> homes = Files.newDirectoryStream(INSTALLED)) {
        for (Path home : homes) {
          JavaRuntime found = in(home);
          if (found.feature() > newest.feature() && Files.exists(found.java())) {
            newest = found;
          }
        }
      }
    }
    return newest;
  }

  /** Returns the first number of the version, 0 if unknown. */
  int feature() {
    String first = version.split("[.+-]")[0];
    return first.isEmpty() ? 0 : Integer.parseInt(first);
  }

  /** Returns the program. */
  Path java() {
    return home.resolve("bin/java");
  }

  /**
   * Returns a copy that no other process on this machine runs from, since what one has mapped stays
   * in the page cache.
   */
  JavaRuntime copied(Workshop workshop) throws IOException {
    Path copy = workshop.folder("jdk-" + version);
    Path real = home.toRealPath();
    for (Path file : DeploymentPackage.files(real)) {
      Path relative = real.relativize(file);
      if (!NOT_COPIED.contains(relative.getName(0).toString())
          && !NOT_COPIED.contains(relative.getFileName().toString())) {
        // Debian's links lead to /etc; what they lead to is copied.
        workshop.copied(file.toRealPath(), copy.resolve(relative.toString()));
      }
    }
    return new JavaRuntime(copy, version);
  }
}
