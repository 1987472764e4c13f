package io.tenfold.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfiguredVariablesTest {

  @Test
  void whatLambdaSetsItselfIsRefusedInItsWords() {
    ConfiguredVariables variables =
        new ConfiguredVariables(
            Map.of("AWS_REGION", "eu-west-1", "PRICE_LIST", "2026", "_HANDLER", "another"));

    assertThat(variables.refusal().orElseThrow())
        .isEqualTo(
            new ConfiguredVariables.Refusal(
                "InvalidParameterValueException",
                "Lambda was unable to configure your environment variables because the environment"
                    + " variables you have provided contains reserved keys that are currently not"
                    + " supported for modification. Reserved keys used in this request: AWS_REGION,"
                    + " _HANDLER"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "1A", "A-B", "_A", "A B", "", "ÄÖ"})
  void aNameOfAnotherFormIsRefused(String name) {
    assertThat(new ConfiguredVariables(Map.of(name, "x")).refusal().orElseThrow().error())
        .isEqualTo("ValidationException");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TZ", "PATH", "A1", "aws_region", "AWS_ENDPOINT_URL"})
  void whatIsNotReservedIsTaken(String name) {
    assertThat(new ConfiguredVariables(Map.of(name, "x")).refusal()).isEmpty();
  }

  @Test
  void terraformsModuleRefusesTheSameNames() throws IOException {
    String module = Files.readString(Path.of("../terraform/modules/function/variables.tf"));
    String list =
        module.replaceAll("(?s).*setintersection\\(keys\\(var\\.environment\\), \\[(.*?)].*", "$1");
    List<String> names =
        Pattern.compile("\"(\\w+)\"").matcher(list).results().map(name -> name.group(1)).toList();

    assertThat(names)
        .hasSizeGreaterThan(10)
        .allMatch(ConfiguredVariables::isReserved)
        // Those that its pattern of names refuses already.
        .hasSize(ConfiguredVariables.reserved().size() - 2);
  }

  @Test
  void theLimitIsThatOfTheBytesOfJson() {
    // {"NAME":"…"} has eleven more; an ä has two.
    assertThat(new ConfiguredVariables(Map.of("NAME", "x".repeat(4085))).refusal()).isEmpty();
    assertThat(new ConfiguredVariables(Map.of("NAME", "x".repeat(4086))).refusal()).isPresent();
    assertThat(new ConfiguredVariables(Map.of("NAME", "ä".repeat(2043))).refusal()).isPresent();
  }

  @Test
  void noTextOfThemHasTheirValues() {
    ConfiguredVariables variables = new ConfiguredVariables(Map.of("TOKEN", "s".repeat(5000)));

    assertThat(variables.toString()).contains("TOKEN").doesNotContain("sss");
    assertThat(variables.refusal().orElseThrow().message()).doesNotContain("sss");
  }
}
