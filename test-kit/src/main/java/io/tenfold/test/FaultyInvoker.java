package io.tenfold.test;

import io.tenfold.function.TransientFailure;
import io.tenfold.function.invoke.ProcessorFunction;
import io.tenfold.local.lambda.runtimeapi.Failure;
import io.tenfold.local.port.FunctionInvoker;
import io.tenfold.local.port.ServiceException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * Invokes processors in this process, as many at once as the workflow does, each with one record,
 * or one batch, at a time, and lets faults befall their records.
 */
final class FaultyInvoker implements FunctionInvoker {
  /** What a function answers of no record. */
  private static final Result NOTHING =
      new Returned(
          "{\"outcomes\":[],\"transient\":[],\"notReached\":[],\"failed\":0,\"bytes\":2}"
              .getBytes(StandardCharsets.UTF_8));

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
  public Result invoke(String name, byte[] json) {
    Payload payload = Payload.of(json);
    Set<Integer> failing = new TreeSet<>();
    Fault whole = null;
    for (int place = 0; place < payload.indexes().size(); place++) {
      long index = payload.indexes().get(place);
      int attempt = attempts.merge(index, 1, Integer::sum);
      for (Fault fault : faults) {
        if (fault.index() == index && attempt <= fault.times()) {
          if (payload.batch() && fault.kind() == Fault.Kind.TRANSIENT) {
            failing.add(place);
          } else if (whole == null) {
            whole = fault;
          }
          break;
        }
      }
    }
    if (whole != null) {
      return befall(whole, json); // Whatever else is in the batch.
    }
    if (failing.isEmpty()) {
      return run(json);
    }
    Result rest =
        failing.size() == payload.indexes().size() ? NOTHING : run(payload.without(failing));
    return rest instanceof Returned answer
        ? new Returned(payload.answerWith(failing, answer.payload()))
        : rest;
  }

  private Result befall(Fault fault, byte[] payload) {
    return switch (fault.kind()) {
      case THROTTLE ->
          throw new ServiceException(
              "Lambda.TooManyRequestsException", "Rate Exceeded. (a fault of the test)");
      case CRASH -> exited("signal: killed");
      case TRANSIENT -> failed(TransientFailure.class.getName(), "a fault of the test");
      case TIME_OUT -> {
        run(payload);
        yield Failure.timedOut(timeout).of(requestId());
      }
    };
  }

  private Result run(byte[] payload) {
    ProcessorFunction waiting = idle.poll();
    ProcessorFunction function = waiting == null ? functions.get() : waiting;
    try {
      return new Returned(function.apply(payload, requestId(), Instant.now().plus(timeout)));
    } catch (VirtualMachineError e) {
      return exited(e.toString());
    } catch (Exception e) {
      return failed(e.getClass().getName(), e.getMessage());
    } finally {
      idle.add(function);
    }
  }

  private static Failed exited(String why) {
    return new Failure.Observed("Runtime.ExitError", "Runtime exited with error: " + why)
        .of(requestId());
  }

  private static Failed failed(String errorType, String message) {
    return new Failed(errorType, Failure.document(errorType, message));
  }

  private static String requestId() {
    return UUID.randomUUID().toString();
  }
}
