package io.tenfold.bench.coldstart;

import io.tenfold.bench.BenchFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;

/** The machine's page cache, as far as some files are in it. */
final class PageCache {
  // Reads nothing (count=0), but GNU dd then calls posix_fadvise(POSIX_FADV_DONTNEED) on the whole
  // file, which Java cannot. Clean pages that no process has mapped are dropped.
  private static final String DROP =
      "for file do dd if=\"$file\" iflag=nocache count=0 status=none || exit 1; done";

  /** Writes what is dirty to the disk, since only clean pages can be dropped. */
  void flush(Collection<Path> files) throws IOException {
    for (Path file : files) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        channel.force(false);
      }
    }
  }

  /**
   * Drops the files' pages.
   *
   * @throws BenchFailure if this machine has no way to
   */
  void evict(Collection<Path> files) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", DROP, "sh"));
    files.forEach(file -> command.add(file.toString()));
    Output output = run(command);
    if (output.status != 0) {
      throw new BenchFailure("dd cannot drop files from the page cache: " + output.text.strip());
    }
  }

  /** Reads the files, so that all of their pages are there. */
  void fill(Collection<Path> files) throws IOException {
    for (Path file : files) {
      try (InputStream in = Files.newInputStream(file)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
    }
  }

  /** Returns how much of the files is there, in bytes; empty where there is no fincore(1). */
  OptionalLong residentBytes(Collection<Path> files) throws InterruptedException {
    List<String> command = new ArrayList<>(List.of("fincore", "-b", "-n", "-o", "RES"));
    files.forEach(file -> command.add(file.toString()));
    try {
      Output output = run(command);
      return output.status == 0
          ? OptionalLong.of(output.text.lines().map(String::strip).mapToLong(Long::parseLong).sum())
          : OptionalLong.empty();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  private record Output(int status, String text) {}

  private static Output run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Output(process.waitFor(), text);
  }
}
