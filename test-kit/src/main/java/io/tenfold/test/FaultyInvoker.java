package io.tenfold.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tenfold.function.ProcessorFunction;
import io.tenfold.function.TransientFailure;
import io.tenfold.local.port.FunctionInvoker;
import io.tenfold.local.port.ServiceException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * Invokes processors in this process, as many at once as the workflow does, each with one record at
 * a time, and lets faults befall their records.
 */
final class FaultyInvoker implements FunctionInvoker {
  private final ObjectMapper json = new ObjectMapper();
  private final Supplier<ProcessorFunction> functions;
  private final Duration timeout;
  private final List<Fault> faults;
  private final Queue<ProcessorFunction> idle = new ConcurrentLinkedQueue<>();
  private final Map<Long, Integer> attempts = new ConcurrentHashMap<>();

  /** Takes what makes a function for another environment, and Lambda's time-out. */
  FaultyInvoker(Supplier<ProcessorFunction> functions, Duration timeout, List<Fault> faults) {
    this.functions = functions;
    this.timeout = timeout;
    this.faults = faults;
  }

  /** Returns how often each record was tried, by its index; only those that were. */
  Map<Long, Integer> attempts() {
    return attempts;
  }

  @Override
  public Result invoke(String name, byte[] payload) {
    long index = index(payload);
    int attempt = attempts.merge(index, 1, Integer::sum);
    for (Fault fault : faults) {
      if (fault.index() == index && attempt <= fault.times()) {
        return befall(fault, payload);
      }
    }
    return run(payload);
  }

  private Result befall(Fault fault, byte[] payload) {
    return switch (fault.kind()) {
      case THROTTLE ->
          throw new ServiceException(
              "Lambda.TooManyRequestsException", "Rate Exceeded. (a fault of the test)");
      case CRASH ->
          failed(
              "Runtime.ExitError",
              "RequestId: "
                  + UUID.randomUUID()
                  + " Error: Runtime exited with error: signal: killed");
      case TRANSIENT -> failed(TransientFailure.class.getName(), "a fault of the test");
      case TIME_OUT -> {
        run(payload);
        yield failed(
            "Sandbox.Timedout",
            "RequestId: %s Error: Task timed out after %d.%02d seconds"
                .formatted(UUID.randomUUID(), timeout.toSeconds(), timeout.toMillisPart() / 10));
      }
    };
  }

  private Result run(byte[] payload) {
    ProcessorFunction waiting = idle.poll();
    ProcessorFunction function = waiting == null ? functions.get() : waiting;
    try {
      return new Returned(
          function.apply(payload, UUID.randomUUID().toString(), Instant.now().plus(timeout)));
    } catch (VirtualMachineError e) {
      return failed("Runtime.ExitError", "Error: Runtime exited with error: " + e);
    } catch (Exception e) {
      return failed(e.getClass().getName(), e.getMessage());
    } finally {
      idle.add(function);
    }
  }

  private long index(byte[] payload) {
    try {
      return json.readTree(payload).path("index").asLong();
    } catch (IOException e) {
      throw new IllegalStateException("the workflow sent what is no JSON", e);
    }
  }

  private Failed failed(String errorType, String message) {
    JsonNode document =
        json.createObjectNode().put("errorType", errorType).put("errorMessage", message);
    try {
      return new Failed(errorType, json.writeValueAsBytes(document));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
