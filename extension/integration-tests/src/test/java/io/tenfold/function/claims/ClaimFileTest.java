package io.tenfold.function.claims;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.function.claims.ClaimProcessor.Decision;
import io.tenfold.test.Batch;
import io.tenfold.test.BatchResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaimFileTest {
  private static final String EXPORT =
      """
      policy;incident;reported;text
      P-1;2026-03-02; 2026-03-05 ;"bike stolen;
      lock, too"
      ;2026-03-02;2026-03-02;window broken
      P-3;02.03.2026;2026-03-02;window broken
      """;

  @TempDir Path folder;

  @Test
  void aRowIsAClaimAndAnEmptyCellIsMissing() throws IOException {
    Path export = Files.writeString(folder.resolve("claims.csv"), EXPORT);

    BatchResult result = Batch.of(ClaimProcessor::new).tolerating(100).runCsv(export, ';');

    assertThat(result.output(0, Decision.class).daysUntilReported()).isEqualTo(3);
    assertThat(result.failures().get(1L).message()).isEqualTo("policy: is missing");
    assertThat(result.failures().get(2L).message())
        .isEqualTo("incident: expected a date such as 2026-01-31, got \"02.03.2026\"");
  }
}
