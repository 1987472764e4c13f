package io.tenfold.cli.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@code make soak} runs; its name keeps it out of {@code make test}. */
final class SoakRun {
  @Test
  void everyRecordOfEveryScenarioIsAccountedForAsTheLedgerSays()
      throws IOException, InterruptedException {
    long seed = Long.getLong("soak.seed", 1L);
    Integer only = Integer.getInteger("soak.only");
    List<Integer> numbers =
        only != null
            ? List.of(only)
            : IntStream.range(0, Integer.getInteger("soak.runs", 200)).boxed().toList();
    Soak soak =
        new Soak(
            Path.of("target", "soak"),
            Path.of("..", "statemachine.asl.json"),
            System.out,
            only != null ? 1 : Integer.getInteger("soak.at-once", 2));
    List<Verdict> wrong = soak.run(seed, numbers);
    assertThat(wrong.stream().map(verdict -> verdict.scenario().command())).isEmpty();
  }
}
