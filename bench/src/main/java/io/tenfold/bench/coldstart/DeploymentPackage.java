package io.tenfold.bench.coldstart;

import io.tenfold.bench.BenchFailure;
import io.tenfold.local.folder.TemporaryFolder;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** A function's zip. */
record DeploymentPackage(Path zip) {

  /** Makes a zip of a folder's content, at the usual level of compression. */
  static DeploymentPackage of(Path folder, Path zip) throws IOException {
    try (OutputStream out = Files.newOutputStream(zip);
        ZipOutputStream archive = new ZipOutputStream(out)) {
      for (Path file : files(folder)) {
        archive.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
        Files.copy(file, archive);
        archive.closeEntry();
      }
    }
    return new DeploymentPackage(zip);
  }

  /** Returns the files below a folder, sorted. */
  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** Returns the size of the files below a folder, in bytes. */
  static long bytes(Path folder) throws IOException {
    long bytes = 0;
    for (Path file : files(folder)) {
      bytes += Files.size(file);
    }
    return bytes;
  }

  /** Unpacks it into an existing folder, with an executable {@code bootstrap} if it has one. */
  void unpack(Path folder) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(zip));
        ZipInputStream archive = new ZipInputStream(in)) {
      for (ZipEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
        Path file = folder.resolve(entry.getName()).normalize();
        if (!file.startsWith(folder)) {
          throw new BenchFailure(zip + " has the entry " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(file);
        } else {
          Files.createDirectories(file.getParent());
          Files.copy(archive, file, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    Path bootstrap = folder.resolve("bootstrap");
    if (Files.exists(bootstrap) && !bootstrap.toFile().setExecutable(true, false)) {
      throw new BenchFailure(bootstrap + " cannot be made executable");
    }
  }

  /** Returns how long it takes to unpack it below a folder, in nanoseconds. */
  long unpackNanos(Path below) throws IOException {
    try (TemporaryFolder folder = TemporaryFolder.in(below)) {
      long from = System.nanoTime();
      unpack(folder.path());
      return System.nanoTime() - from;
    }
  }

  /** Returns its size in bytes. */
  long bytes() throws IOException {
    return Files.size(zip);
  }
}
