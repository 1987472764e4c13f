package io.tenfold.local.aws.sfn;

import io.tenfold.local.asl.StateMachine;
import io.tenfold.local.aws.sfn.request.ApiException;
import io.tenfold.local.aws.sfn.request.Parameters;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A state machine's definition and settings at one time.
 *
 * @param id null for the one that it was created with
 * @param machine the definition as the engine has read it
 * @param settings loggingConfiguration, tracingConfiguration and encryptionConfiguration, which are
 *     kept and shown but have no effect here
 */
record Revision(
    String id,
    String definition,
    String roleArn,
    Map<String, Object> settings,
    StateMachine machine,
    Instant date) {
  private static final Map<String, Map<String, Object>> DEFAULTS = defaults();

  private static Map<String, Map<String, Object>> defaults() {
    Map<String, Map<String, Object>> defaults = new LinkedHashMap<>();
    Map<String, Object> logging = new LinkedHashMap<>();
    logging.put("level", "OFF");
    logging.put("includeExecutionData", false);
    defaults.put("loggingConfiguration", logging);
    defaults.put("tracingConfiguration", Map.of("enabled", false));
    defaults.put("encryptionConfiguration", Map.of("type", "AWS_OWNED_KEY"));
    return defaults;
  }

  /** Takes the settings from a request; those it does not name stay, or are the defaults. */
  static Map<String, Object> settings(Parameters input, Map<String, Object> before) {
    Map<String, Object> settings = new LinkedHashMap<>();
    DEFAULTS.forEach(
        (name, standard) -> {
          Map<String, Object> value = new LinkedHashMap<>();
          if (input.has(name)) {
            standard.forEach(value::put);
            input.object(name).forEach((key, given) -> value.put((String) key, given));
          } else {
            value.putAll(before.isEmpty() ? standard : asMap(before.get(name)));
          }
          settings.put(name, value);
        });
    checkLogging((Map<?, ?>) settings.get("loggingConfiguration"));
    return settings;
  }

  private static void checkLogging(Map<?, ?> logging) {
    int destinations = logging.get("destinations") instanceof List<?> list ? list.size() : 0;
    if (destinations > 1 || destinations == 0 && !"OFF".equals(logging.get("level"))) {
      throw new ApiException(
          "InvalidLoggingConfiguration",
          "Invalid Logging Configuration: Must specify exactly one Log Destination.");
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> asMap(Object value) {
    return (Map<String, Object>) value;
  }
}
