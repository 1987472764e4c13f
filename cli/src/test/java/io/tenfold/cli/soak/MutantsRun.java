package io.tenfold.cli.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@code make soak-mutants} runs: every planted bug must be found in scenarios in which the
 * product as it is has no fault. Its name keeps it out of {@code make test}.
 */
final class MutantsRun {
  private static final long SEED = 1;
  private static final int SCENARIOS = 4;

  private final Path repository = Path.of("..").toAbsolutePath().normalize();
  private final Path folder = Path.of("target", "soak-mutants").toAbsolutePath();

  static List<Mutant> plantedBugs() {
    return Mutant.all();
  }

  @ParameterizedTest
  @MethodSource("plantedBugs")
  void plantedBugIsFound(Mutant mutant) throws IOException, InterruptedException {
    Path classes = folder.resolve(mutant.name().replace(' ', '-'));
    Site.delete(classes);
    Files.createDirectories(classes);
    Path workflow = mutant.plant(repository, classes);
    String numbers =
        mutant.numbers(SEED, SCENARIOS).stream()
            .map(String::valueOf)
            .collect(Collectors.joining(","));
    Path sound = repository.resolve("statemachine.asl.json");
    Set<String> without = soak(Classes.path(), sound, numbers);
    Set<String> found = soak(classes + File.pathSeparator + Classes.path(), workflow, numbers);
    System.out.println(mutant.name() + ", in scenarios " + numbers + ", shows as " + found);
    found.removeAll(without);
    assertThat(found).as("what only the bug does").isNotEmpty();
    assertThat(without).as("faults of the product as it is").isEmpty();
  }

  /** Runs scenarios in a process with such a class path and returns the kinds of faults found. */
  private Set<String> soak(String classPath, Path workflow, String numbers)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "soak-", ".txt");
    List<String> command = new ArrayList<>();
    command.addAll(List.of(Classes.java().toString(), "-cp", classPath, Soak.class.getName()));
    command.add(folder.resolve("runs").toString());
    command.add(workflow.toString());
    command.addAll(List.of("" + SEED, numbers, "2"));
    int status =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start()
            .waitFor();
    Set<String> kinds = new TreeSet<>();
    for (String line : Files.readAllLines(out)) {
      if (line.matches("    [a-z, ]+: .*") && !line.startsWith("    kept: ")) {
        kinds.add(line.strip().replaceFirst(": .*", ""));
      }
    }
    assertThat(status).as(Files.readString(out)).isEqualTo(kinds.isEmpty() ? 0 : 1);
    return kinds;
  }
}
