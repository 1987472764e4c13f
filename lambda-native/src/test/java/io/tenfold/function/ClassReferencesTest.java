package io.tenfold.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.function.claims.ClaimProcessor;
import io.tenfold.function.orders.OrderProcessor;
import java.util.List;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Which classes need Quarkus to have started. */
class ClassReferencesTest {
  static class Logging {
    final Logger logger = Logger.getLogger("test");
  }

  static class Configured {
    @ConfigProperty(name = "a")
    String a;
  }

  private final ClassReferences references = new ClassReferences(getClass().getClassLoader());

  @Test
  void theSamplesDoNot() {
    for (Class<?> sample : List.of(OrderProcessor.class, ClaimProcessor.class)) {
      assertThat(references.toQuarkusFrom(sample.getName())).isEmpty();
    }
  }

  @Test
  void whatLogsDoes() {
    assertThat(references.toQuarkusFrom(Logging.class.getName()))
        .hasValueSatisfying(way -> assertThat(way).endsWith("uses java.util.logging.Logger"));
  }

  @Test
  void whatIsConfiguredDoes() {
    assertThat(references.toQuarkusFrom(Configured.class.getName()))
        .hasValueSatisfying(way -> assertThat(way).contains("uses org.eclipse.microprofile."));
  }
}
