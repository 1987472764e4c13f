package io.tenfold.function.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.function.RecordContext;
import io.tenfold.function.RecordProcessor;
import io.tenfold.function.invoke.ProcessorTypes;
import io.tenfold.function.poll.StartCases;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The start with Quarkus, whose loop is the function's own. */
class QuarkusStartTest extends StartCases {

  @Override
  protected void poll(Class<? extends RecordProcessor<Text, Text>> processor) throws Exception {
    new RecordHandler(
            processor.getDeclaredConstructor().newInstance(),
            ProcessorTypes.of(processor),
            List.of())
        .poll(api);
  }

  /** Has something to close. */
  public static final class Closeable implements RecordProcessor<Text, Text>, AutoCloseable {
    private int closed;

    @Override
    public Text process(Text record, RecordContext context) {
      return record;
    }

    @Override
    public void close() {
      closed++;
    }
  }

  @Test
  void closesAProcessorThatCanBeClosed() throws Exception {
    Closeable processor = new Closeable();

    new RecordHandler(processor, ProcessorTypes.of(Closeable.class), List.of()).close();

    assertThat(processor.closed).isEqualTo(1);
  }
}
