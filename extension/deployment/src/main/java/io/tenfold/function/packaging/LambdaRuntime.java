package io.tenfold.function.packaging;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * What {@code provided.al2023} has for an executable:
 * https://docs.aws.amazon.com/linux/al2023/ug/compare-with-al2.html for the glibc.
 */
final class LambdaRuntime {
  private static final Glibc GLIBC = new Glibc(2, 34);
  private static final Set<String> LIBRARIES =
      Set.of(
          "libc.so.6",
          "libdl.so.2",
          "libm.so.6",
          "libpthread.so.0",
          "librt.so.1",
          "libz.so.1",
          "ld-linux-x86-64.so.2",
          "ld-linux-aarch64.so.1");

  private final String architecture;

  /** Takes the architecture that the function will have, {@code arm64} or {@code x86_64}. */
  LambdaRuntime(String architecture) {
    this.architecture = architecture;
  }

  /** Returns why the executable would not run there, one sentence each; none if it would. */
  List<String> objectionsTo(Elf executable) {
    List<String> objections = new ArrayList<>();
    if (!executable.architecture().equals(architecture)) {
      objections.add("it is for " + executable.architecture() + ", not for " + architecture);
    }
    Glibc needed = glibcOf(executable);
    if (needed.compareTo(GLIBC) > 0) {
      objections.add("it needs glibc " + needed + ", and provided.al2023 has " + GLIBC);
    }
    List<String> missing =
        executable.libraries().stream().filter(library -> !LIBRARIES.contains(library)).toList();
    if (!missing.isEmpty()) {
      objections.add(
          "it needs "
              + String.join(", ", missing)
              + " of the machine it was built on (is that GraalVM the kit for tests?)");
    }
    return objections;
  }

  /** Returns the highest version of glibc whose symbols an executable needs. */
  static Glibc glibcOf(Elf executable) {
    return executable.versions().stream()
        .filter(version -> version.matches("GLIBC_\\d+\\.\\d+(\\.\\d+)?"))
        .map(Glibc::parse)
        .max(Comparator.naturalOrder())
        .orElse(new Glibc(0, 0));
  }

  /** A version of the C library. */
  record Glibc(int major, int minor) implements Comparable<Glibc> {
    static Glibc parse(String symbolVersion) {
      String[] parts = symbolVersion.substring("GLIBC_".length()).split("\\.");
      return new Glibc(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }

    @Override
    public int compareTo(Glibc other) {
      return Comparator.comparingInt(Glibc::major)
          .thenComparingInt(Glibc::minor)
          .compare(this, other);
    }

    @Override
    public String toString() {
      return major + "." + minor;
    }
  }
}
