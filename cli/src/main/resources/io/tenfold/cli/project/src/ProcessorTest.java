package @PACKAGE@;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.function.RecordRejected;
import io.tenfold.test.Batch;
import io.tenfold.test.BatchResult;
import io.tenfold.test.Fault;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Batches in this process: the workflow that runs on AWS, with the processor of this project. */
class @CLASS@ProcessorTest {
  private static final Path SAMPLE = Path.of("samples", "@NAME@.@FORMAT@");

  @Test
  void aRecordCostsItsQuantityTimesItsPrice() {
    BatchResult result =
        Batch.of(@CLASS@Processor::new).run(List.of(new Input("A-1", 3, new BigDecimal("2.50"))));

    assertThat(result.output(0, Output.class).amount()).isEqualByComparingTo("7.50");
  }

  @Test
  void aRecordThatIsWrongFailsAlone() {
    BatchResult result = Batch.of(@CLASS@Processor::new).run(SAMPLE);

    assertThat(result.status()).isEqualTo("SUCCEEDED");
    assertThat(result.total()).isEqualTo(20);
    assertThat(result.failures()).containsOnlyKeys(6L, 13L);
    assertThat(result.errorOf(6)).isEqualTo(RecordRejected.class.getName());
    assertThat(result.failures().get(6L).message()).isEqualTo("quantity: must be at least 1, is 0");
  }

  @Test
  void whatPassesIsTriedAgain() {
    BatchResult result =
        Batch.of(@CLASS@Processor::new)
            .with(Fault.throttle(0, 2))
            .run(List.of(new Input("A-1", 1, BigDecimal.ONE)));

    assertThat(result.succeeded()).isEqualTo(1);
    assertThat(result.attemptsAt(0)).isEqualTo(3);
  }
}
