package io.tenfold.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A processor over a whole batch, with one record. */
class BatchProcessorTest {
  private static final RecordContext CONTEXT = new RecordContext(3, "request", Instant.MAX);

  @Test
  void processesTheOneRecordAsABatch() throws Exception {
    List<BatchRecord<String>> given = new ArrayList<>();
    BatchProcessor<String, Integer> processor =
        records -> {
          given.addAll(records);
          return List.of(RecordOutcome.succeeded(17));
        };

    assertThat(processor.process("a", CONTEXT)).isEqualTo(17);
    assertThat(given).containsExactly(new BatchRecord<>("a", CONTEXT));
  }

  @Test
  void throwsTheReasonWhyTheRecordFailed() {
    Exception reason = new RecordRejected("no");
    BatchProcessor<String, Integer> processor = records -> List.of(RecordOutcome.failed(reason));

    assertThatThrownBy(() -> processor.process("a", CONTEXT)).isSameAs(reason);
  }

  @Test
  void refusesOutcomesThatAreNotTheRecords() {
    BatchProcessor<String, Integer> processor = records -> List.of();

    assertThatThrownBy(() -> processor.process("a", CONTEXT))
        .isInstanceOf(WrongOutcomes.class)
        .hasMessage(
            processor.getClass().getName()
                + ".processBatch returned 0 outcomes for 1 record; it must return one RecordOutcome"
                + " for each record, in the records' order");
  }

  @Test
  void aFailureHasAReason() {
    assertThatThrownBy(() -> RecordOutcome.failed(null)).isInstanceOf(NullPointerException.class);
  }
}
