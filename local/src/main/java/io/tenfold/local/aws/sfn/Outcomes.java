package io.tenfold.local.aws.sfn;

import io.tenfold.local.ExecutionOutcome;
import io.tenfold.local.json.Json;
import java.util.Map;

/** How an execution's end is shown: its output, or its error and cause. */
final class Outcomes {
  private Outcomes() {}

  static void put(Map<String, Object> output, ExecutionOutcome outcome) {
    if (outcome instanceof ExecutionOutcome.Succeeded succeeded) {
      output.put("output", Json.write(succeeded.output()));
      output.put("outputDetails", Map.of("included", true));
    } else if (outcome instanceof ExecutionOutcome.Failed failed) {
      put(output, failed.error(), failed.cause());
    } else if (outcome instanceof ExecutionOutcome.Aborted aborted) {
      put(output, aborted.error(), aborted.cause());
    }
  }

  private static void put(Map<String, Object> output, String error, String cause) {
    if (error != null && !error.isEmpty()) {
      output.put("error", error);
    }
    if (cause != null && !cause.isEmpty()) {
      output.put("cause", cause);
    }
  }
}
