package io.tenfold.bench.processor;

import io.tenfold.function.Processor;
import io.tenfold.function.RecordContext;
import io.tenfold.function.RecordProcessor;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The work as a processor. */
@Processor
public class WorkProcessor implements RecordProcessor<Input, Output> {
  private final Work work = new Work();

  @Override
  public Output process(Input input, RecordContext context) {
    return work.process(input);
  }

  /** Returns an order of everything that can be ordered: adding it up has no effect elsewhere. */
  @Override
  public Input sample() {
    return new Input(
        "sample",
        Instant.EPOCH,
        Optional.of("a note"),
        List.of(
            new Item.Book("978-3-16-148410-0", 1, new BigDecimal("9.9")),
            new Item.Service(1, BigDecimal.TEN)));
  }
}
