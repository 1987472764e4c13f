package io.tenfold.bench.throughput;

import io.tenfold.bench.BenchFailure;
import io.tenfold.bench.Repository;
import io.tenfold.local.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts a fresh JVM for each trial, so that no trial warms another up or shares its heap. */
final class TrialJvm {
  /** As the tenfold command starts its JVM, with the heap that a run must make do with. */
  static final List<String> OPTIONS = List.of("-Xmx512m", "-XX:+UseSerialGC", "-Xshare:auto");

  private final Repository repository;
  private final Optional<Path> records;
  private final Path work;

  /**
   * Takes the repository with the workflow, the file of records (none: generated ones), and a
   * folder to work in.
   */
  TrialJvm(Repository repository, Optional<Path> records, Path work) {
    this.repository = repository;
    this.records = records;
    this.work = work;
  }

  /**
   * Runs a trial and returns what it found.
   *
   * @throws BenchFailure if it failed; why is on this process's standard error
   */
  Measurement run(Trial trial) throws IOException, InterruptedException {
    Path result = work.resolve("result.json");
    Files.deleteIfExists(result);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OPTIONS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(TrialMain.class.getName());
    command.addAll(trial.arguments());
    command.add(repository.workflow().toString());
    command.add(records.map(Path::toString).orElse(""));
    command.add(result.toString());
    int status = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (status != 0) {
      throw new BenchFailure(
          trial.candidate() + ", " + trial.records() + " records: failed with status " + status);
    }
    return Measurement.of((Map<?, ?>) Json.parse(Files.readAllBytes(result)));
  }
}
