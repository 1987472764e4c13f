package io.tenfold.function.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenfold.function.RecordContext;
import io.tenfold.function.RecordRejected;
import io.tenfold.function.TransientFailure;
import io.tenfold.function.claims.ClaimProcessor.Claim;
import io.tenfold.function.claims.ClaimProcessor.Decision;
import io.tenfold.function.claims.ClaimProcessor.Desk;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClaimProcessorTest {
  private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);
  private static final RecordContext CONTEXT = new RecordContext(0, "request", Instant.MAX);

  private final ClaimProcessor processor = new ClaimProcessor();

  @Test
  void sendsAnInjuryToItsDesk() {
    Claim claim = new Claim("P-1", MONDAY, MONDAY.plusDays(3), "Bike stolen, thief INJURED me");

    assertThat(processor.process(claim, CONTEXT))
        .isEqualTo(new Decision("P-1", Desk.INJURY, 3, List.of("injur")));
  }

  @Test
  void rejectsAReportBeforeTheIncident() {
    Claim claim = new Claim("P-1", MONDAY, MONDAY.minusDays(1), "Window broken");

    assertThatThrownBy(() -> processor.process(claim, CONTEXT))
        .isInstanceOf(RecordRejected.class)
        .hasMessage("reported: must not be before the incident");
  }

  @Test
  void asksForAnotherAttemptWhenTimeRunsOut() {
    Claim claim = new Claim("P-1", MONDAY, MONDAY, "Window broken");

    assertThatThrownBy(
            () -> processor.process(claim, new RecordContext(0, "request", Instant.now())))
        .isInstanceOf(TransientFailure.class);
  }
}
