package io.tenfold.function.deployment;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where Quarkus looks for native-image on this machine. */
final class NativeImagePlaces {
  private final List<Path> folders = new ArrayList<>();

  /** Takes GraalVM's and Java's homes and the PATH, each null where there is none. */
  NativeImagePlaces(String graalvmHome, String javaHome, String path) {
    if (graalvmHome != null && !graalvmHome.isBlank()) {
      folders.add(Path.of(graalvmHome, "bin"));
    }
    if (javaHome != null && !javaHome.isBlank()) {
      folders.add(Path.of(javaHome, "bin"));
    }
    if (path != null) {
      for (String folder : path.split(File.pathSeparator)) {
        folders.add(Path.of(folder));
      }
    }
  }

  /** Tells whether it is there. */
  boolean haveOne() {
    return folders.stream()
        .anyMatch(
            folder ->
                Files.isExecutable(folder.resolve("native-image"))
                    || Files.exists(folder.resolve("native-image.cmd")));
  }
}
