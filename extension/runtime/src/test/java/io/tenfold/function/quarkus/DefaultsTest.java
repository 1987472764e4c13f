package io.tenfold.function.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a function has otherwise than Quarkus has it. */
class DefaultsTest {
  private static final int BELOW_THE_ENVIRONMENT = 100;
  private static final int OF_THE_ENVIRONMENT = 300;

  @Test
  void theLogsLevelIsLambdasUnlessTheOwnerSaysAnother() throws IOException {
    assertThat(level(Map.of())).isEqualTo("INFO");
    assertThat(level(Map.of("AWS_LAMBDA_LOG_LEVEL", "DEBUG"))).isEqualTo("DEBUG");
    assertThat(level(Map.of("AWS_LAMBDA_LOG_LEVEL", "DEBUG", "QUARKUS_LOG_LEVEL", "WARN")))
        .isEqualTo("WARN");
  }

  /** A native function has it from its build, and the machine that builds has any. */
  @Test
  void theLanguageIsLambdas() throws IOException {
    assertThat(value("quarkus.default-locale", Map.of())).isEqualTo("en-US");
  }

  private static String level(Map<String, String> environment) throws IOException {
    return value("quarkus.log.level", environment);
  }

  private static String value(String name, Map<String, String> environment) throws IOException {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .withSources(
            new PropertiesConfigSource(
                Path.of("src/main/resources/META-INF/microprofile-config.properties")
                    .toUri()
                    .toURL(),
                BELOW_THE_ENVIRONMENT),
            new EnvConfigSource(environment, OF_THE_ENVIRONMENT))
        .build()
        .getValue(name, String.class);
  }
}
