package io.tenfold.function.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** From which level on Quarkus logs in a function. */
class LogLevelTest {
  private static final int BELOW_THE_ENVIRONMENT = 100;
  private static final int OF_THE_ENVIRONMENT = 300;

  @Test
  void isLambdasUnlessTheOwnerSaysAnother() throws IOException {
    assertThat(level(Map.of())).isEqualTo("INFO");
    assertThat(level(Map.of("AWS_LAMBDA_LOG_LEVEL", "DEBUG"))).isEqualTo("DEBUG");
    assertThat(level(Map.of("AWS_LAMBDA_LOG_LEVEL", "DEBUG", "QUARKUS_LOG_LEVEL", "WARN")))
        .isEqualTo("WARN");
  }

  private static String level(Map<String, String> environment) throws IOException {
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
        .getValue("quarkus.log.level", String.class);
  }
}
