package io.tenfold.local.aws.sfn;

import io.tenfold.local.asl.error.DefinitionException;
import io.tenfold.local.aws.sfn.request.ApiException;
import io.tenfold.local.aws.sfn.request.Parameters;
import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import io.tenfold.local.trial.TrialOutcome;
import io.tenfold.local.trial.TrialRefused;
import io.tenfold.local.trial.TrialRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * TestState.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html">TestState</a>
 */
final class TestStateAction {
  /** What a context object may hold, and which of it are texts. */
  private static final Map<String, Set<String>> CONTEXT =
      Map.of(
          "Execution", Set.of("Id", "Input", "Name", "RoleArn", "StartTime", "RedriveCount"),
          "State", Set.of("EnteredTime", "Name", "RetryCount"),
          "StateMachine", Set.of("Id", "Name"),
          "Task", Set.of("Token"));

  private static final Set<String> NO_TEXTS = Set.of("Input", "RetryCount", "RedriveCount");

  private TestStateAction() {}

  static void register(Map<String, Action> actions) {
    actions.put("TestState", TestStateAction::answer);
  }

  private static Map<String, Object> answer(Parameters input, RegionalMachines machines)
      throws InterruptedException {
    String level = input.oneOf("inspectionLevel", "INFO", "DEBUG", "TRACE");
    String inputText = input.has("input") ? input.text("input") : "{}";
    TrialRequest request = request(input, inputText);
    TrialOutcome outcome;
    try {
      outcome = machines.engine().tryState(request);
    } catch (TrialRefused e) {
      throw new ApiException(e.type(), e.getMessage());
    } catch (DefinitionException e) {
      throw RegionalMachines.refused(e);
    }
    Map<String, Object> output = new LinkedHashMap<>();
    if (outcome.leadsOn()) {
      output.put("output", text(outcome.output(), request, input, inputText));
    }
    putIfThere(output, "error", outcome.error());
    putIfThere(output, "cause", outcome.cause());
    if (level != null && !level.equals("INFO")) {
      Map<String, Object> inspection = new LinkedHashMap<>();
      outcome
          .inspection()
          .forEach(
              (name, value) ->
                  inspection.put(
                      name,
                      name.equals("errorDetails") || value instanceof Number && isLimit(name)
                          ? value
                          : text(value, request, input, inputText)));
      output.put("inspectionData", inspection);
    }
    putIfThere(output, "nextState", outcome.nextState());
    output.put("status", outcome.status());
    return output;
  }

  private static boolean isLimit(String name) {
    return name.equals("maxConcurrency") || name.startsWith("toleratedFailure");
  }

  /** What goes through as it is, goes through as it was written. */
  private static String text(
      Object value, TrialRequest request, Parameters input, String inputText) {
    if (value == request.input()) {
      return inputText;
    }
    if (request.mock() != null && value != null && value == request.mock().result()) {
      return new Parameters(input.object("mock")).text("result");
    }
    return Json.write(value);
  }

  private static void putIfThere(Map<String, Object> output, String name, String value) {
    if (value != null) {
      output.put(name, value);
    }
  }

  private static TrialRequest request(Parameters input, String inputText) {
    String definition = input.requiredText("definition");
    Map<?, ?> configuration = input.object("stateConfiguration");
    Parameters settings = new Parameters(configuration == null ? Map.of() : configuration);
    Integer retries = settings.integer("retrierRetryCount", 0, Integer.MAX_VALUE);
    Integer failures = settings.integer("mapIterationFailureCount", 0, Integer.MAX_VALUE);
    TrialRequest.Mock mock = mock(input);
    if (mock != null && input.flag("revealSecrets", false)) {
      throw ApiException.validation(
          "TestState does not support RevealSecrets when a mock is specified.");
    }
    Object value;
    try {
      value = Json.parse(inputText);
    } catch (MalformedJson e) {
      throw new ApiException(
          "InvalidExecutionInput", "Invalid State Machine Execution Input: '" + e.problem() + "'");
    }
    return new TrialRequest(
        definition,
        input.text("stateName"),
        value,
        input.has("variables") ? object(input, "variables") : Map.of(),
        context(input),
        input.text("roleArn"),
        mock,
        retries == null ? 0 : retries,
        failures == null ? 0 : failures,
        settings.text("mapItemReaderData"));
  }

  private static TrialRequest.Mock mock(Parameters input) {
    Map<?, ?> given = input.object("mock");
    if (given == null) {
      return null;
    }
    Parameters mock = new Parameters(given);
    Map<?, ?> error = mock.object("errorOutput");
    if (mock.has("result") == (error != null)) {
      throw ApiException.validation(
          (error == null
                  ? "One of the following fields is required for a test mock"
                  : "A test mock should have only one of the following fields")
              + ": [result, errorOutput].");
    }
    String mode = mock.has("fieldValidationMode") ? mock.text("fieldValidationMode") : "STRICT";
    if (!Set.of("STRICT", "PRESENT", "NONE").contains(mode)) {
      throw Parameters.wrong(
          "mock.fieldValidationMode", "must satisfy enum value set: [STRICT, PRESENT, NONE]");
    }
    if (error != null) {
      Parameters output = new Parameters(error);
      if (!output.has("error")) {
        throw ApiException.validation("An error was not specified in the mocked error output.");
      }
      return TrialRequest.Mock.ofError(output.text("error"), output.text("cause"));
    }
    try {
      return TrialRequest.Mock.ofResult(
          Json.parse(mock.text("result")), TrialRequest.Validation.valueOf(mode));
    } catch (MalformedJson e) {
      throw ApiException.validation("Mocked result must be valid JSON: " + e.getMessage());
    }
  }

  @SuppressWarnings("unchecked") // A JSON object has names.
  private static Map<String, Object> object(Parameters input, String name) {
    try {
      if (Json.parse(input.text(name)) instanceof Map<?, ?> members) {
        return (Map<String, Object>) members;
      }
    } catch (MalformedJson e) {
      throw ApiException.validation("The " + name + " must be valid JSON: " + e.getMessage());
    }
    throw ApiException.validation("The " + name + " must be a JSON object");
  }

  private static Map<String, Object> context(Parameters input) {
    if (!input.has("context")) {
      return null;
    }
    Map<String, Object> context = new LinkedHashMap<>(object(input, "context"));
    if (context.containsKey("Map")) {
      throw invalid("'Map' field is not supported when mocking a Context object");
    }
    context.forEach(TestStateAction::checkContext);
    return context;
  }

  private static void checkContext(String part, Object value) {
    Set<String> known = CONTEXT.get(part);
    if (known == null) {
      throw invalid("Field '" + part + "' is not allowed");
    }
    if (!(value instanceof Map<?, ?> members)) {
      throw invalid(part + " must be an object");
    }
    members.forEach(
        (name, member) -> {
          if (!known.contains(name)) {
            throw invalid("Field '" + name + "' is not allowed");
          }
          if (!NO_TEXTS.contains(name) && !(member instanceof String)) {
            throw invalid(part + "." + name + " must be a string");
          }
        });
  }

  private static ApiException invalid(String problem) {
    return ApiException.validation("Invalid Context object provided: " + problem);
  }
}
