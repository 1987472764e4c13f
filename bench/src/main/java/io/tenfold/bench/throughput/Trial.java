package io.tenfold.bench.throughput;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What one fresh JVM measures.
 *
 * @param candidate its name in the results
 * @param records how many a run has
 * @param batchSize how many of them one invocation takes, at most
 * @param functionPackage what the Lambda host runs; empty for a function inside the JVM
 */
record Trial(String candidate, int records, int batchSize, Optional<Path> functionPackage) {
  private static final String IN_PROCESS = "-";

  /** Makes one in which each record is by itself. */
  Trial(String candidate, int records, Optional<Path> functionPackage) {
    this(candidate, records, 1, functionPackage);
  }

  /** Returns the trial as a command line's words. */
  List<String> arguments() {
    String code = functionPackage.map(Path::toString).orElse(IN_PROCESS);
    return List.of(candidate, String.valueOf(records), String.valueOf(batchSize), code);
  }

  /** Returns the trial of a command line that begins with its words. */
  static Trial of(String[] arguments) {
    Optional<Path> code =
        arguments[3].equals(IN_PROCESS) ? Optional.empty() : Optional.of(Path.of(arguments[3]));
    return new Trial(
        arguments[0], Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]), code);
  }
}
