package io.tenfold.local.folder;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * The folder of unfinished uploads; a file's name says whose it is, {@code
 * <system>.<pid>.<start>.<uuid>}, so that those of processes that are gone can be told.
 */
final class Uploads {
  /** From when on a file goes whose process cannot be looked up here, as in another container. */
  private static final Duration OLD = Duration.ofDays(1);

  private final Path folder;
  private final String system = systemOfThisProcess();
  private final String owner =
      system + "." + ProcessHandle.current().pid() + "." + start(ProcessHandle.current()) + ".";

  Uploads(Path folder) {
    this.folder = folder;
  }

  /** Returns a file for a new upload. */
  Path newFile() throws IOException {
    Files.createDirectories(folder);
    return folder.resolve(owner + UUID.randomUUID());
  }

  /** Removes the files of processes that are gone, as far as this one may. */
  void removeStale() {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (isStale(file)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // They take room, and nothing else.
    }
  }

  private boolean isStale(Path file) throws IOException {
    String[] parts = file.getFileName().toString().split("\\.");
    if (parts.length == 4 && parts[0].equals(system) && parts[1].matches("[0-9]{1,18}")) {
      return ProcessHandle.of(Long.parseLong(parts[1]))
          .filter(ProcessHandle::isAlive)
          .filter(process -> start(process).equals(parts[2]))
          .isEmpty();
    }
    return Files.getLastModifiedTime(file).toInstant().isBefore(Instant.now().minus(OLD));
  }

  private static String start(ProcessHandle process) {
    return process.info().startInstant().map(at -> Long.toString(at.toEpochMilli())).orElse("0");
  }

  /** Returns what tells the process numbers of this system from those of others, as far as seen. */
  private static String systemOfThisProcess() {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/ns/pid"))
          .toString()
          .replaceAll("[^0-9]", "");
    } catch (IOException | UnsupportedOperationException e) {
      return "0";
    }
  }
}
