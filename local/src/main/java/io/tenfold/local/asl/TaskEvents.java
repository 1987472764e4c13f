package io.tenfold.local.asl;

import io.tenfold.local.asl.error.ErrorNames;
import io.tenfold.local.asl.error.StateError;
import io.tenfold.local.asl.execution.Execution;
import io.tenfold.local.asl.execution.TaskIntegration;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a Task adds to its execution's history, where one is kept: of a function that its Resource
 * names by its ARN the events of Lambda's own, of everything else those of tasks.
 */
final class TaskEvents {
  private final Execution execution;
  private final TaskIntegration integration;
  private final String resource;
  private final String prefix;

  TaskEvents(Execution execution, TaskIntegration integration, String pattern) {
    this.execution = execution;
    this.integration = integration;
    this.resource = pattern.isEmpty() ? integration.resource() : integration.resource() + pattern;
    this.prefix = integration.isChecked() ? "Task" : "LambdaFunction";
  }

  /** Takes what the Task is given; of the role, the time limit and the heartbeat, null for none. */
  void scheduled(Map<String, Object> arguments, String role, Duration timeout, Duration heartbeat) {
    if (!execution.keepsHistory()) {
      return;
    }
    Map<String, Object> details = details();
    if (integration.isChecked()) {
      details.put("parameters", arguments);
    } else {
      details.put("input", arguments.get("Payload"));
    }
    if (role != null) {
      details.put("taskCredentials", Map.of("roleArn", role));
    }
    if (timeout != null) {
      details.put("timeoutInSeconds", timeout.toSeconds());
    }
    if (heartbeat != null) {
      details.put("heartbeatInSeconds", heartbeat.toSeconds());
    }
    execution.record(prefix + "Scheduled", details);
    execution.record(prefix + "Started", details());
  }

  void submitted(Object response) {
    output("Submitted", response);
  }

  void succeeded(Object result) {
    output("Succeeded", result);
  }

  private void output(String what, Object value) {
    if (execution.keepsHistory()) {
      Map<String, Object> details = details();
      details.put("output", value);
      execution.record(prefix + what, details);
    }
  }

  /** Returns the same error. */
  StateError failed(StateError error) {
    if (execution.keepsHistory()) {
      Map<String, Object> details = details();
      details.put("error", error.error());
      if (!error.cause().isEmpty()) {
        details.put("cause", error.cause());
      }
      boolean late = error.error().equals(ErrorNames.TIMEOUT);
      execution.record(prefix + (late ? "TimedOut" : "Failed"), details);
    }
    return error;
  }

  private Map<String, Object> details() {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("resource", resource);
    return details;
  }
}
