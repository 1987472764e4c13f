package io.tenfold.function;

import io.tenfold.function.FaultyProcessor.Fault;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** Fails in the way that the record asks for. */
@Processor
public class FaultyProcessor implements RecordProcessor<Fault, Object> {
  /** What to do, and what no line of the log may have. */
  public record Fault(String kind, String secret) {}

  @Override
  public Object process(Fault fault, RecordContext context) throws Exception {
    return switch (fault.kind()) {
      case "rejected" -> throw new RecordRejected("secret", "must not be " + fault.secret());
      case "transient" -> throw new TransientFailure("no answer about " + fault.secret());
      case "checked" -> throw new TimeoutException("late for " + fault.secret());
      case "unchecked" -> throw new IllegalArgumentException("bad " + fault.secret());
      case "error" -> throw new AssertionError("never " + fault.secret());
      case "endless" -> endless(1);
      case "speechless" -> throw new Speechless();
      case "unwritable" -> new Object();
      case "nothing" -> null;
      case "time" -> context.remainingTime().toMillis();
      case "context" ->
          Map.of(
              "index", context.index(),
              "awsRequestId", context.awsRequestId(),
              "idempotencyKey", context.idempotencyKey());
      default -> "done";
    };
  }

  /** Has no message to tell, and no text. */
  static final class Speechless extends Exception {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new IllegalStateException("no message either");
    }
  }

  private static int endless(int depth) {
    return endless(depth + 1) + 1;
  }
}
