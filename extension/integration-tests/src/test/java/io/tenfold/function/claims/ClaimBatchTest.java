package io.tenfold.function.claims;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.function.RecordRejected;
import io.tenfold.function.claims.ClaimProcessor.Claim;
import io.tenfold.function.claims.ClaimProcessor.Decision;
import io.tenfold.function.claims.ClaimProcessor.Desk;
import io.tenfold.test.Batch;
import io.tenfold.test.BatchResult;
import io.tenfold.test.Fault;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClaimBatchTest {
  private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);

  private static Claim claim(String policy, String text) {
    return new Claim(policy, MONDAY, MONDAY.plusDays(1), text);
  }

  @Test
  void aClaimWithoutAPolicyFailsAlone() {
    BatchResult result =
        Batch.of(ClaimProcessor::new)
            .run(List.of(claim("P-1", "bike stolen"), claim(null, "window broken")));

    assertThat(result.status()).isEqualTo("SUCCEEDED");
    assertThat(result.output(0, Decision.class).desk()).isEqualTo(Desk.THEFT);
    assertThat(result.errorOf(1)).isEqualTo(RecordRejected.class.getName());
    assertThat(result.failures().get(1L).message()).isEqualTo("policy: is missing");
  }

  @Test
  void lambdasFaultsAreTriedAgainAndACrashFailsOneClaim() {
    BatchResult result =
        Batch.of(ClaimProcessor::new)
            .with(Fault.throttle(0, 2), Fault.crash(1))
            .run(List.of(claim("P-1", "bike stolen"), claim("P-2", "bike stolen")));

    assertThat(result.attemptsAt(0)).isEqualTo(3);
    assertThat(result.errorOf(1)).isEqualTo("Runtime.ExitError");
    assertThat(result.succeeded()).isEqualTo(1);
  }

  @Test
  void moreThanHalfWrongFailsTheRunWithAMessage() {
    BatchResult result =
        Batch.of(ClaimProcessor::new).run(List.of(claim(null, "a"), claim(null, "b")));

    assertThat(result.status()).isEqualTo("FAILED");
    assertThat(result.message().orElseThrow().path("cause").asText()).isNotBlank();
  }
}
