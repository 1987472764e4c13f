package io.tenfold.local.aws.sfn;

import io.tenfold.local.arn.Arn;
import io.tenfold.local.asl.StateMachine;
import io.tenfold.local.aws.sfn.request.ApiException;
import io.tenfold.local.aws.sfn.request.Parameters;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

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
  private static final List<String> LEVELS = List.of("FATAL", "ALL", "OFF", "ERROR");
  private static final String LOG_GROUP = "log-group:";
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

  /**
   * Takes the settings from a request; those it does not name stay, or are the defaults.
   *
   * @param logGroups tells whether there is the log group of a name
   */
  static Map<String, Object> settings(
      Parameters input, Map<String, Object> before, Predicate<String> logGroups) {
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
    if (input.has("loggingConfiguration")) {
      checkLogging((Map<?, ?>) settings.get("loggingConfiguration"), logGroups);
    }
    return settings;
  }

  private static void checkLogging(Map<?, ?> logging, Predicate<String> logGroups) {
    if (!(logging.get("level") instanceof String level) || !LEVELS.contains(level)) {
      throw Parameters.wrongValue(
          logging.get("level"),
          "loggingConfiguration.level",
          "must satisfy enum value set: " + LEVELS);
    }
    if (!(logging.get("includeExecutionData") instanceof Boolean)) {
      throw Parameters.wrong("loggingConfiguration.includeExecutionData", "must be a boolean");
    }
    List<?> destinations = logging.get("destinations") instanceof List<?> list ? list : List.of();
    if (destinations.size() > 1 || destinations.isEmpty() && !level.equals("OFF")) {
      throw invalidLogging("Must specify exactly one Log Destination.");
    }
    for (Object destination : destinations) {
      if (!logGroup(destination).map(logGroups::test).orElse(false)) {
        throw invalidLogging("Log Destination not found.");
      }
    }
  }

  private static ApiException invalidLogging(String problem) {
    return new ApiException(
        "InvalidLoggingConfiguration", "Invalid Logging Configuration: " + problem);
  }

  /** Returns the name of the log group that a destination names by its ARN. */
  private static Optional<String> logGroup(Object destination) {
    return Optional.of(destination)
        .filter(Map.class::isInstance)
        .map(members -> ((Map<?, ?>) members).get("cloudWatchLogsLogGroup"))
        .filter(Map.class::isInstance)
        .map(members -> ((Map<?, ?>) members).get("logGroupArn"))
        .filter(String.class::isInstance)
        .flatMap(arn -> Arn.find((String) arn))
        .filter(arn -> arn.is("logs") && arn.resource().startsWith(LOG_GROUP))
        .map(arn -> arn.resource().substring(LOG_GROUP.length()).replaceFirst(":\\*$", ""));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> asMap(Object value) {
    return (Map<String, Object>) value;
  }
}
