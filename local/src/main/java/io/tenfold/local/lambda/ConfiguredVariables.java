package io.tenfold.local.lambda;

import io.tenfold.local.json.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The environment variables of a function's configuration, which Lambda takes or refuses as a
 * whole. Terraform's module {@code function} has the same limits.
 *
 * @param values by name; they may be secrets, so no text of this class has them
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">Defined
 *     runtime environment variables</a>
 */
public record ConfiguredVariables(Map<String, String> values) {
  /** What all names and values may have at most, as one JSON object in UTF-8. */
  public static final int MOST_BYTES = 4096;

  private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]+");

  private static final Set<String> RESERVED =
      Set.of(
          "_HANDLER",
          "_X_AMZN_TRACE_ID",
          "AWS_ACCESS_KEY",
          "AWS_ACCESS_KEY_ID",
          "AWS_DEFAULT_REGION",
          "AWS_EXECUTION_ENV",
          "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
          "AWS_LAMBDA_FUNCTION_NAME",
          "AWS_LAMBDA_FUNCTION_VERSION",
          "AWS_LAMBDA_INITIALIZATION_TYPE",
          "AWS_LAMBDA_LOG_GROUP_NAME",
          "AWS_LAMBDA_LOG_STREAM_NAME",
          "AWS_LAMBDA_RUNTIME_API",
          "AWS_REGION",
          "AWS_SECRET_ACCESS_KEY",
          "AWS_SESSION_TOKEN",
          "LAMBDA_RUNTIME_DIR",
          "LAMBDA_TASK_ROOT");

  /**
   * A refusal in Lambda's words.
   *
   * @param error the error's name
   */
  public record Refusal(String error, String message) {}

  /** Keeps the order of the variables. */
  public ConfiguredVariables {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** Returns the names of the variables that Lambda sets itself. */
  static Set<String> reserved() {
    return RESERVED;
  }

  /** Returns whether Lambda sets the variable itself, and lets nobody else. */
  public static boolean isReserved(String name) {
    return RESERVED.contains(name);
  }

  /** Returns whether Lambda takes it for a variable's name. */
  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** Returns what they come to, in bytes, as Lambda reckons it. */
  public int bytes() {
    return Json.writeBytes(values).length;
  }

  /** Returns why Lambda would refuse them, or empty if it would not. */
  public Optional<Refusal> refusal() {
    List<String> reserved =
        new TreeSet<>(values.keySet()).stream().filter(ConfiguredVariables::isReserved).toList();
    if (!reserved.isEmpty()) {
      return invalid(
          "contains reserved keys that are currently not supported for modification. Reserved keys"
              + " used in this request: "
              + String.join(", ", reserved));
    }
    if (!values.keySet().stream().allMatch(ConfiguredVariables::isName)) {
      return Optional.of(
          new Refusal(
              "ValidationException",
              "1 validation error detected: Value at 'environment.variables' failed to satisfy"
                  + " constraint: Map keys must satisfy constraint: [Member must satisfy regular"
                  + " expression pattern: [a-zA-Z]([a-zA-Z0-9_])+]"));
    }
    // Lambda quotes what it measured; what may be a secret is in no message here.
    return bytes() > MOST_BYTES ? invalid("exceeded the 4KB limit.") : Optional.empty();
  }

  private static Optional<Refusal> invalid(String reason) {
    return Optional.of(
        new Refusal(
            "InvalidParameterValueException",
            "Lambda was unable to configure your environment variables because the environment"
                + " variables you have provided "
                + reason));
  }

  /** Returns the names alone. */
  @Override
  public String toString() {
    return "ConfiguredVariables" + values.keySet();
  }
}
