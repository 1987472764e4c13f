package io.tenfold.bench.coldstart;

import io.tenfold.bench.BenchFailure;
import io.tenfold.bench.Repository;
import io.tenfold.local.folder.TemporaryFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Where the candidates are built and unpacked: on the repository's disk, since the machine's
 * temporary files may be in memory, from which nothing can be evicted.
 *
 * @param repository the repository
 * @param folder what of it is used
 */
record Workshop(Repository repository, Path folder) {

  /** Opens the repository's, {@code bench/target/cold-start}. */
  static Workshop of(Repository repository) throws IOException {
    return new Workshop(
        repository, Files.createDirectories(repository.file("bench/target/cold-start")));
  }

  /** Returns a folder in it, which is made if need be. */
  Path folder(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }

  /** Returns a folder in it that is empty. */
  Path emptyFolder(String name) throws IOException {
    Path path = folder(name);
    new TemporaryFolder(path).close();
    return Files.createDirectories(path);
  }

  /** Unpacks a package into a folder of its own, and returns that. */
  Path unpacked(Path zip, String name) throws IOException {
    Path taskRoot = emptyFolder(name);
    new DeploymentPackage(zip).unpack(taskRoot);
    return taskRoot;
  }

  /** Returns the content of a file that is beside this class in the bench's jar. */
  byte[] resource(String name) throws IOException {
    try (InputStream in = Workshop.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new BenchFailure("The bench's jar lacks " + name);
      }
      return in.readAllBytes();
    }
  }

  /** Writes such a file to a path. */
  void copyResource(String name, Path target) throws IOException {
    Files.createDirectories(target.getParent());
    Files.write(target, resource(name));
  }

  /** Copies a program or a library, unless the copy is there already. */
  Path copied(Path file, Path target) throws IOException {
    Files.createDirectories(target.getParent());
    if (!Files.exists(target) || Files.size(target) != Files.size(file)) {
      Files.copy(
          file, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    }
    return target;
  }
}
