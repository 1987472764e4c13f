package io.tenfold.local.trial;

import io.tenfold.local.asl.execution.StateContext;
import io.tenfold.local.asl.execution.TaskIntegration;
import java.util.Map;
import java.util.Set;

/** A service whose arguments and result are noted. */
record NotedTask(TaskIntegration service, StateTrial trial) implements TaskIntegration {
  @Override
  public String resource() {
    return service.resource();
  }

  @Override
  public Set<String> required() {
    return service.required();
  }

  @Override
  public Set<String> optional() {
    return service.optional();
  }

  @Override
  public Set<String> texts() {
    return service.texts();
  }

  // What waits for a job or a token is to be mocked: it has no patterns.

  @Override
  public String serviceName() {
    return service.serviceName();
  }

  @Override
  public boolean isChecked() {
    return service.isChecked();
  }

  @Override
  public Object call(Map<String, Object> arguments, StateContext context)
      throws InterruptedException {
    trial.inspect("afterArguments", service.isChecked() ? arguments : arguments.get("Payload"));
    Object result = service.call(arguments, context);
    trial.inspect("result", result);
    return result;
  }
}
