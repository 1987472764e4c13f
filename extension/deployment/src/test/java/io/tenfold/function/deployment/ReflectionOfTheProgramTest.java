package io.tenfold.function.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;
import org.junit.jupiter.api.Test;

/** What stays registered for reflection where Quarkus is left out. */
class ReflectionOfTheProgramTest {
  private static String kept(boolean databind, String... names) {
    ReflectionOfTheProgram kept = new ReflectionOfTheProgram(databind);
    kept.add(ReflectiveClassBuildItem.builder(names).methods().fields().build());
    return kept.isEmpty() ? "" : kept.json();
  }

  @Test
  void aClassOfTheProgramIsWithAllThatWasRegistered() {
    assertThat(kept(false, "com.acme.Claim"))
        .contains("{\"name\": \"com.acme.Claim\", \"allDeclaredConstructors\": true")
        .contains("\"allDeclaredMethods\": true, \"allDeclaredFields\": true}");
  }

  @Test
  void whatQuarkusHasForItselfIsNot() {
    assertThat(kept(true, "io.quarkus.A", "java.lang.Class", "java.util.Locale", "jakarta.A"))
        .isEmpty();
  }

  @Test
  void whatJacksonNeedsIsWhereThereIsDatabind() {
    ReflectionOfTheProgram kept = new ReflectionOfTheProgram(true);
    kept.add(ReflectiveClassBuildItem.builder("java.util.ArrayList").build());

    assertThat(kept.json()).contains("java.util.ArrayList");
    assertThat(kept(true, "com.fasterxml.jackson.A")).contains("com.fasterxml.jackson.A");
    assertThat(kept(false, "com.fasterxml.jackson.A")).isEmpty();
  }
}
