package io.tenfold.function.invoke;

import io.tenfold.function.RecordProcessor;
import io.tenfold.function.json.RecordJson;
import io.tenfold.function.log.RecordLog;
import io.tenfold.function.log.StandardOutputLines;
import java.io.OutputStream;
import java.time.Instant;

/**
 * The function over one processor, without Lambda around it and without a log: what a test kit
 * calls in its own process.
 */
public final class ProcessorFunction {
  private final RecordFunction function;

  /**
   * Takes the processor.
   *
   * @throws IllegalStateException if it does not say its types
   */
  public ProcessorFunction(RecordProcessor<?, ?> processor) {
    ProcessorTypes types = ProcessorTypes.of(processor.getClass());
    function =
        new RecordFunction(
            processor,
            RecordJson.of(types.record(), types.output()),
            new RecordLog(new StandardOutputLines(OutputStream.nullOutputStream(), "OFF")),
            new ProcessExit() {
              @Override
              void now(VirtualMachineError reason) {
                throw reason; // A test's process is not for the processor to end.
              }
            });
  }

  /**
   * Processes one event, {@code {"index": …, "record": …, "origin": …}} in UTF-8, and returns
   * {@code {"index": …, "output": …}} in UTF-8; or a batch of them, {@code {"BatchInput": …,
   * "Items": […]}}, and returns {@code {"outcomes": […], "transient": […], "notReached": […], …}}.
   *
   * @param requestId the invocation's id
   * @param deadline when the invocation is over
   * @throws Exception what the invocation fails with, under its class name
   */
  public byte[] apply(byte[] event, String requestId, Instant deadline) throws Exception {
    return function.apply(event, requestId, deadline);
  }
}
