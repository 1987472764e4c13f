package io.tenfold.function.quarkus;

import io.tenfold.function.RecordProcessor;
import io.tenfold.function.invoke.ProcessorTypes;
import io.tenfold.function.poll.StartCases;
import java.util.List;

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
}
