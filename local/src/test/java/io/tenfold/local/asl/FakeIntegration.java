package io.tenfold.local.asl;

import io.tenfold.local.asl.execution.StateContext;
import io.tenfold.local.asl.execution.TaskIntegration;
import java.util.Map;

/** A service that a test makes up: {@code arn:aws:states:::fake}. */
record FakeIntegration(Service service) implements TaskIntegration {

  /** What the service does. */
  interface Service {
    Object call(Map<String, Object> arguments) throws InterruptedException;
  }

  @Override
  public String resource() {
    return "fake";
  }

  @Override
  public Object call(Map<String, Object> arguments, StateContext context)
      throws InterruptedException {
    return service.call(arguments);
  }
}
