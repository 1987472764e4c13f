package io.tenfold.local.aws.sfn;

import io.tenfold.local.asl.error.DefinitionException;
import io.tenfold.local.asl.error.DefinitionFault;
import io.tenfold.local.aws.sfn.request.Parameters;
import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * ValidateStateMachineDefinition, by the engine's own parser. It has no warnings.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinition.html">ValidateStateMachineDefinition</a>
 */
final class ValidateDefinition {
  /** Characters of a text that is no JSON. */
  private static final int SHOWN = 500;

  /** Diagnostics of one answer. */
  private static final int MOST = 100;

  private ValidateDefinition() {}

  static void register(Map<String, Action> actions) {
    actions.put("ValidateStateMachineDefinition", ValidateDefinition::validate);
  }

  private static Map<String, Object> validate(Parameters input, RegionalMachines machines) {
    String definition = input.requiredText("definition");
    Integer given = input.integer("maxResults", 0, MOST);
    int most = given == null || given == 0 ? MOST : given;
    input.oneOf("severity", "ERROR", "WARNING");
    List<Map<String, Object>> diagnostics =
        diagnose(definition, input.oneOf("type", "STANDARD", "EXPRESS"), machines);
    Map<String, Object> output = new LinkedHashMap<>();
    output.put("result", diagnostics.isEmpty() ? "OK" : "FAIL");
    output.put("diagnostics", diagnostics.subList(0, Math.min(most, diagnostics.size())));
    output.put("truncated", diagnostics.size() > most);
    return output;
  }

  private static List<Map<String, Object>> diagnose(
      String definition, String type, RegionalMachines machines) {
    try {
      if (definition.isBlank() || !(Json.parse(definition) instanceof Map)) {
        return List.of(
            diagnostic(DefinitionException.SCHEMA, "Definition must be a valid JSON object", null));
      }
    } catch (MalformedJson e) {
      String at = where(e, definition);
      return List.of(diagnostic("INVALID_JSON_DESCRIPTION", e.problem() + "\n at " + at, at));
    }
    try {
      machines.parse("validated", definition, type);
      return List.of();
    } catch (DefinitionException e) {
      return e.faults().stream().map(ValidateDefinition::diagnostic).toList();
    }
  }

  private static Map<String, Object> diagnostic(DefinitionFault fault) {
    String at = "".equals(fault.location()) ? "/" : fault.location();
    if (fault.code() != null) {
      return diagnostic(fault.code(), fault.problem(), at);
    }
    boolean ofTheEngine = fault.problem().contains("local engine");
    return diagnostic(
        ofTheEngine ? "NOT_SUPPORTED_BY_LOCAL_ENGINE" : DefinitionException.SCHEMA,
        ofTheEngine
            ? fault.problem() + " (Step Functions itself may accept the definition.)"
            : fault.problem(),
        at);
  }

  /** Tells where, as was recorded on AWS: with the text, up to the length that is shown of it. */
  private static String where(MalformedJson e, String text) {
    int left = text.length() - SHOWN;
    return "[Source: (String)\""
        + (left > 0 ? text.substring(0, SHOWN) + "\"[truncated " + left + " chars]" : text + "\"")
        + "; line: "
        + e.line()
        + ", column: "
        + e.column()
        + "]";
  }

  private static Map<String, Object> diagnostic(String code, String message, String location) {
    Map<String, Object> diagnostic = new LinkedHashMap<>();
    diagnostic.put("severity", "ERROR");
    diagnostic.put("code", code);
    diagnostic.put("message", message);
    if (location != null) {
      diagnostic.put("location", location);
    }
    return diagnostic;
  }
}
