package io.tenfold.function.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.function.RecordRejected;
import io.tenfold.test.Batch;
import io.tenfold.test.BatchResult;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The sample file as one batch. */
class OrderBatchTest {
  private static final Path ORDERS = Path.of("..", "samples", "orders.json");

  @Test
  void theSampleSucceedsWithAFewOrdersRejected() {
    BatchResult result = Batch.of(OrderProcessor::new).run(ORDERS);

    assertThat(result.status()).isEqualTo("SUCCEEDED");
    assertThat(result.total()).isEqualTo(200);
    assertThat(result.failures()).containsOnlyKeys(23L, 58L, 91L, 117L, 149L, 182L);
    assertThat(result.failures().values())
        .allSatisfy(
            failure -> assertThat(failure.error()).isEqualTo(RecordRejected.class.getName()));
  }

  @Test
  void theSampleIsTooBadForATeamThatToleratesNothing() {
    BatchResult result = Batch.of(OrderProcessor::new).tolerating(0).run(ORDERS);

    assertThat(result.status()).isEqualTo("FAILED");
    assertThat(result.message().orElseThrow().path("error").asText())
        .isEqualTo("States.ExceedToleratedFailureThreshold");
    assertThat(result.total()).isEqualTo(200);
  }
}
