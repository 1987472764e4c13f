package io.tenfold.local.aws.sfn;

import io.tenfold.local.asl.error.DefinitionException;
import io.tenfold.local.aws.sfn.request.Parameters;
import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * ValidateStateMachineDefinition, by the engine's own parser: what it finds first is the one
 * diagnostic.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinition.html">ValidateStateMachineDefinition</a>
 */
final class ValidateDefinition {
  /** Characters of a text that is no JSON. */
  private static final int SHOWN = 500;

  private ValidateDefinition() {}

  static void register(Map<String, Action> actions) {
    actions.put("ValidateStateMachineDefinition", ValidateDefinition::validate);
  }

  private static Map<String, Object> validate(Parameters input, RegionalMachines machines) {
    String definition = input.requiredText("definition");
    Map<String, Object> diagnostic = diagnose(definition, input.text("type"), machines);
    Map<String, Object> output = new LinkedHashMap<>();
    output.put("result", diagnostic == null ? "OK" : "FAIL");
    output.put("diagnostics", diagnostic == null ? List.of() : List.of(diagnostic));
    output.put("truncated", false);
    return output;
  }

  private static Map<String, Object> diagnose(
      String definition, String type, RegionalMachines machines) {
    try {
      if (definition.isBlank() || !(Json.parse(definition) instanceof Map)) {
        return diagnostic(
            DefinitionException.SCHEMA, "Definition must be a valid JSON object", null);
      }
    } catch (MalformedJson e) {
      String at = where(e, definition);
      return diagnostic("INVALID_JSON_DESCRIPTION", e.problem() + "\n at " + at, at);
    }
    try {
      machines.parse("validated", definition, type);
      return null;
    } catch (DefinitionException e) {
      if (e.code() != null) {
        return diagnostic(e.code(), e.problem(), at(e));
      }
      boolean ofTheEngine = e.getMessage().contains("local engine");
      return diagnostic(
          ofTheEngine ? "NOT_SUPPORTED_BY_LOCAL_ENGINE" : DefinitionException.SCHEMA,
          ofTheEngine
              ? e.problem() + " (Step Functions itself may accept the definition.)"
              : e.problem(),
          at(e));
    }
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

  private static String at(DefinitionException e) {
    return "".equals(e.location()) ? "/" : e.location();
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
