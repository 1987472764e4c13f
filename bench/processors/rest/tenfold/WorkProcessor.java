package io.tenfold.bench.processor;

import io.tenfold.function.Processor;
import io.tenfold.function.RecordContext;
import io.tenfold.function.RecordProcessor;
import jakarta.inject.Inject;

/** The work as a processor. */
@Processor
public class WorkProcessor implements RecordProcessor<Input, Output> {
  @Inject Work work;

  @Override
  public Output process(Input input, RecordContext context) {
    return work.process(input);
  }
}
