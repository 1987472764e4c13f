package io.tenfold.local.aws.sfn;

import io.tenfold.local.asl.execution.TaskTokens;
import io.tenfold.local.aws.sfn.request.ApiException;
import io.tenfold.local.aws.sfn.request.Parameters;
import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import java.util.Map;
import java.util.function.BiPredicate;

/**
 * SendTaskSuccess, SendTaskFailure and SendTaskHeartbeat.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskSuccess.html">SendTaskSuccess</a>
 */
final class TaskTokenActions {
  private TaskTokenActions() {}

  static void register(Map<String, Action> actions) {
    actions.put("SendTaskSuccess", TaskTokenActions::succeed);
    actions.put("SendTaskFailure", TaskTokenActions::fail);
    actions.put(
        "SendTaskHeartbeat", (input, machines) -> tell(input, machines, TaskTokens::heartbeat));
  }

  private static Map<String, Object> succeed(Parameters input, RegionalMachines machines) {
    token(input);
    String text = input.text("output");
    if (text == null) {
      throw Parameters.wrong("output", "must not be null");
    }
    Object output;
    try {
      output = Json.parse(text);
    } catch (MalformedJson e) {
      throw new ApiException("InvalidOutput", "Invalid Output: '" + e.getMessage() + "'");
    }
    return tell(input, machines, (tokens, token) -> tokens.succeed(token, output));
  }

  private static Map<String, Object> fail(Parameters input, RegionalMachines machines) {
    String error = input.has("error") ? input.text("error") : "";
    String cause = input.has("cause") ? input.text("cause") : "";
    return tell(input, machines, (tokens, token) -> tokens.fail(token, error, cause));
  }

  private static Map<String, Object> tell(
      Parameters input, RegionalMachines machines, BiPredicate<TaskTokens, String> what) {
    if (!what.test(machines.engine().taskTokens(), token(input))) {
      throw new ApiException(
          "TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");
    }
    return Map.of();
  }

  private static String token(Parameters input) {
    String token = input.requiredText("taskToken");
    if (!TaskTokens.isToken(token)) {
      throw new ApiException("InvalidToken", "Invalid Token: 'Invalid token'");
    }
    return token;
  }
}
