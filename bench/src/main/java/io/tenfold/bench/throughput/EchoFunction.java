package io.tenfold.bench.throughput;

import io.tenfold.bench.BenchFailure;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * A package of the least function there can be, which answers every event with the event.
 *
 * @param folder the package's content
 * @param language what it is written in
 */
public record EchoFunction(Path folder, String language) {

  /** Builds it below a folder: in C when the machine has gcc, else in Java. */
  public static EchoFunction build(Path work) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(work.resolve("echo"));
    if (compiled(source(work), folder.resolve("bootstrap"))) {
      return new EchoFunction(folder, "C");
    }
    return inJava(folder);
  }

  /**
   * Builds, below a folder, the one that answers with an output and refuses orders without a
   * quantity.
   *
   * @throws BenchFailure if the machine has no gcc
   */
  public static Path refusing(Path work) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(work.resolve("refusing"));
    if (!compiled(source(work), folder.resolve("bootstrap"), "-DREFUSING")) {
      throw new BenchFailure("This benchmark needs gcc");
    }
    return folder;
  }

  private static Path source(Path work) throws IOException {
    Path source = work.resolve("echo-bootstrap.c");
    try (InputStream in = EchoFunction.class.getResourceAsStream("echo-bootstrap.c")) {
      Files.copy(in, source, StandardCopyOption.REPLACE_EXISTING);
    }
    return source;
  }

  private static boolean compiled(Path source, Path program, String... options)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of("gcc", "-O2"));
    line.addAll(List.of(options));
    line.addAll(List.of("-o", program.toString(), source.toString()));
    ProcessBuilder gcc = new ProcessBuilder(line).inheritIO();
    int status;
    try {
      status = gcc.start().waitFor();
    } catch (IOException e) {
      return false; // this machine has no gcc
    }
    if (status != 0) {
      throw new BenchFailure("gcc failed with status " + status);
    }
    return true;
  }

  /** Builds the one in Java, which runs from this benchmark's own class path. */
  static EchoFunction inJava(Path folder) throws IOException {
    Path bootstrap = folder.resolve("bootstrap");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Files.writeString(
        bootstrap,
        "#!/bin/sh\nexec '%s' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -cp '%s' %s\n"
            .formatted(java, absoluteClassPath(), EchoBootstrap.class.getName()));
    Files.setPosixFilePermissions(bootstrap, PosixFilePermissions.fromString("rwxr-xr-x"));
    return new EchoFunction(folder, "Java");
  }

  private static String absoluteClassPath() {
    StringBuilder absolute = new StringBuilder();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      absolute.append(absolute.isEmpty() ? "" : File.pathSeparator);
      absolute.append(Path.of(entry).toAbsolutePath());
    }
    return absolute.toString();
  }
}
