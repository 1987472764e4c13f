package io.tenfold.function.deployment;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;

/**
 * The least levels that a program is configured with, for a function that can't read them when it
 * starts.
 */
final class LogLevels {
  private static final Pattern LEVEL =
      Pattern.compile("quarkus\\.log\\.(?:category\\.\"([^\"]+)\"\\.)?level");

  /**
   * The ordinal of the environment, above that of every file: what is there, or on Maven's command
   * line, is said of the build. https://quarkus.io/guides/config-reference#configuration-sources
   */
  private static final int ENVIRONMENT = 300;

  private final Map<String, String> levels = new TreeMap<>();

  LogLevels(Config config) {
    for (String name : config.getPropertyNames()) {
      Matcher matcher = LEVEL.matcher(name);
      if (matcher.matches()) {
        ConfigValue level = config.getConfigValue(name);
        if (level.getSourceOrdinal() < ENVIRONMENT && level.getValue() != null) {
          levels.put(matcher.group(1) == null ? "" : matcher.group(1), level.getValue().strip());
        }
      }
    }
  }

  /** Returns them as {@code =WARN,com.acme=DEBUG}; the root has no name. */
  @Override
  public String toString() {
    return levels.entrySet().stream()
        .map(level -> level.getKey() + "=" + level.getValue())
        .collect(Collectors.joining(","));
  }
}
