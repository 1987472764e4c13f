package io.tenfold.cli.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A short soak; {@code make soak} has the long one. */
@Tag("slow")
@EnabledOnOs(OS.LINUX)
final class SoakTest {
  static {
    // A build's other work may keep an engine from its processor for long; make soak is stricter.
    System.setProperty("soak.window-millis", "20000");
  }

  private static final long SEED = 20_261_125;
  private static final int SCENARIOS = 40;

  @Test
  void noDisturbedBatchLosesDoublesHidesOrInventsARecord()
      throws IOException, InterruptedException {
    Soak soak =
        new Soak(Path.of("target", "soak"), Path.of("..", "statemachine.asl.json"), System.out, 2);
    List<Verdict> wrong = soak.run(SEED, IntStream.range(0, SCENARIOS).boxed().toList());
    assertThat(wrong.stream().map(verdict -> verdict.scenario().command())).isEmpty();
  }

  @Test
  void aScenarioIsAPureFunctionOfItsSeedAndNumber() {
    assertThat(Scenario.of(SEED, 17)).isEqualTo(Scenario.of(SEED, 17));
    assertThat(Scenario.of(SEED, 17)).isNotEqualTo(Scenario.of(SEED, 18));
  }

  @Test
  void twoThousandScenariosHoldThreeHundredThousandRecordsAndEveryDisturbance() {
    List<Scenario> scenarios =
        IntStream.range(0, 2_000).mapToObj(number -> Scenario.of(1, number)).toList();
    assertThat(scenarios.stream().mapToLong(scenario -> scenario.records().size()).sum())
        .isGreaterThan(300_000);
    assertThat(scenarios.stream().map(Scenario::disturbance)).contains(Disturbance.values());
    assertThat(scenarios.stream().map(Scenario::form)).contains(FileForm.values());
    assertThat(scenarios.stream().map(Scenario::batchSize)).contains(1, 2, 7, 30, 100, 1_000);
    assertThat(scenarios.stream().filter(scenario -> scenario.batchSize() > 1).count())
        .isBetween(900L, 1_100L);
  }

  @Test
  void theShortSoakHasBatchesOfEverySize() {
    assertThat(IntStream.range(0, SCENARIOS).mapToObj(n -> Scenario.of(SEED, n).batchSize()))
        .contains(1, 7, 100, 1_000)
        .anyMatch(size -> size > 7 && size < 100);
  }

  @Test
  void everyPlantedBugHasScenariosToShowItselfIn() {
    assertThat(Mutant.all())
        .allSatisfy(mutant -> assertThat(mutant.numbers(1, 4)).as(mutant.name()).hasSize(4));
  }
}
