package io.tenfold.local.aws.lambda;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What moto drops of functions' configurations, remembered from the requests and added to the
 * responses: without it, Terraform would find a change in every plan.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html">
 *     FunctionConfiguration</a>
 */
final class FunctionSettings {
  /** What has no default, and is not there where nobody set it. */
  private static final List<String> OPTIONAL = List.of("KMSKeyArn", "FileSystemConfigs");

  private static final List<String> DROPPED =
      Stream.concat(Stream.of("LoggingConfig", "SnapStart"), OPTIONAL.stream()).toList();
  private static final String LATEST = "$LATEST";

  private record Version(String region, String function, String version) {}

  private final Map<Version, Map<String, Object>> settings = new ConcurrentHashMap<>();

  /** Remembers what a request sets; what it does not name stays. */
  void set(String region, String function, Map<String, Object> request) {
    settings.compute(
        new Version(region, function, LATEST),
        (version, known) -> {
          Map<String, Object> changed = known == null ? new HashMap<>() : new HashMap<>(known);
          for (String name : DROPPED) {
            if (request.get(name) != null) {
              changed.put(name, request.get(name));
            }
          }
          return changed;
        });
  }

  /** Forgets a function and its versions. */
  void remove(String region, String function) {
    settings
        .keySet()
        .removeIf(known -> known.region().equals(region) && known.function().equals(function));
  }

  /** Adds what is missing to a response: a configuration, one in an object, or a list of them. */
  Object complete(String region, Object response) {
    if (response instanceof Map<?, ?> object) {
      if (object.get("FunctionName") instanceof String function
          && object.get("Version") instanceof String version) {
        return completed(region, object, function, version);
      }
      Map<String, Object> copy = copy(object);
      copy.replaceAll(
          (name, value) ->
              name.equals("Configuration") || name.equals("Versions") || name.equals("Functions")
                  ? complete(region, value)
                  : value);
      return copy;
    }
    return response instanceof List<?> list
        ? list.stream().map(element -> complete(region, element)).toList()
        : response;
  }

  private Map<String, Object> completed(
      String region, Map<?, ?> configuration, String function, String version) {
    Map<String, Object> known = of(region, function, version);
    Map<String, Object> completed = copy(configuration);
    completed.put("LoggingConfig", loggingConfig(function, known.get("LoggingConfig")));
    Map<String, Object> snapStart = new LinkedHashMap<>();
    boolean applied =
        known.get("SnapStart") instanceof Map<?, ?> given
            && "PublishedVersions".equals(given.get("ApplyOn"));
    snapStart.put("ApplyOn", applied ? "PublishedVersions" : "None");
    snapStart.put("OptimizationStatus", applied && !version.equals(LATEST) ? "On" : "Off");
    completed.put("SnapStart", snapStart);
    for (String name : OPTIONAL) {
      // An empty one takes the setting away.
      if (known.get(name) != null && !List.of("", List.of()).contains(known.get(name))) {
        completed.put(name, known.get(name));
      }
    }
    return completed;
  }

  /** A version keeps what the function had when it was published: the first time it is seen. */
  private Map<String, Object> of(String region, String function, String version) {
    Map<String, Object> latest =
        settings.getOrDefault(new Version(region, function, LATEST), Map.of());
    return version.equals(LATEST)
        ? latest
        : settings.computeIfAbsent(
            new Version(region, function, version), published -> Map.copyOf(latest));
  }

  /**
   * Returns a LoggingConfig with Lambda's defaults.
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_LoggingConfig.html">
   *     LoggingConfig</a>
   */
  private static Map<String, Object> loggingConfig(String function, Object given) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("LogFormat", "Text");
    config.put("LogGroup", "/aws/lambda/" + function);
    if (given instanceof Map<?, ?> set) {
      if ("JSON".equals(set.get("LogFormat"))) {
        config.put("ApplicationLogLevel", "INFO");
        config.put("SystemLogLevel", "INFO");
      }
      config.putAll(copy(set));
    }
    return config;
  }

  private static Map<String, Object> copy(Map<?, ?> object) {
    Map<String, Object> copy = new LinkedHashMap<>();
    object.forEach((name, value) -> copy.put((String) name, value));
    return copy;
  }
}
