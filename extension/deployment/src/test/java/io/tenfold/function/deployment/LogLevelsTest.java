package io.tenfold.function.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The levels that a function without Quarkus has from its program. */
class LogLevelsTest {
  private static final int APPLICATION_PROPERTIES = 250;
  private static final int ENVIRONMENT = 300;

  private static String levels(int ordinal, Map<String, String> properties) {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .withSources(new PropertiesConfigSource(properties, "test", ordinal))
            .build();
    return new LogLevels(config).toString();
  }

  @Test
  void theRootsAndEachLoggersAreKnown() {
    assertThat(
            levels(
                APPLICATION_PROPERTIES,
                Map.of(
                    "quarkus.log.level", "WARN",
                    "quarkus.log.category.\"com.acme\".level", "DEBUG",
                    "quarkus.log.category.\"com.acme\".min-level", "TRACE",
                    "quarkus.log.console.level", "ERROR")))
        .isEqualTo("=WARN,com.acme=DEBUG");
  }

  @Test
  void whatTheBuildItselfRunsWithIsNotTheFunctions() {
    assertThat(levels(ENVIRONMENT, Map.of("quarkus.log.level", "DEBUG"))).isEmpty();
  }
}
