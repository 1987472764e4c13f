package io.tenfold.cli.batch.embedded;

import io.tenfold.cli.console.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;

/** Where the build leaves the function's packages. */
public final class FunctionPackages {
  private static final Path NATIVE = Path.of("lambda-native", "target", "function.zip");
  private static final Path JVM = Path.of("lambda-native", "target", "jvm", "function.zip");

  private FunctionPackages() {}

  /** Returns the package that was built last. */
  public static Path newest() {
    Path newest = null;
    FileTime time = null;
    for (Path candidate : List.of(JVM, NATIVE)) {
      try {
        if (Files.isRegularFile(candidate)) {
          FileTime built = Files.getLastModifiedTime(candidate);
          if (time == null || built.compareTo(time) >= 0) {
            newest = candidate;
            time = built;
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    if (newest == null) {
      throw new UserError(
          "There is no function package: neither "
              + NATIVE
              + " (make native) nor "
              + JVM
              + " (make package). Build one, or give --function.");
    }
    return newest;
  }
}
