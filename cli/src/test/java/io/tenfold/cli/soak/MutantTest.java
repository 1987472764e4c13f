package io.tenfold.cli.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A planted bug whose place was rewritten would be noticed in the next long run alone. */
final class MutantTest {
  @TempDir private Path classes;

  static List<Mutant> plantedBugs() {
    return Mutant.all();
  }

  @ParameterizedTest
  @MethodSource("plantedBugs")
  void canBePlantedAndHasScenariosInWhichItShows(Mutant mutant) throws IOException {
    assertThat(mutant.plant(Path.of("..").toAbsolutePath().normalize(), classes)).isRegularFile();
    assertThat(mutant.numbers(1, 1)).isNotEmpty();
  }
}
