package io.tenfold.cli.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenfold.cli.console.UserError;
import io.tenfold.local.lambda.ConfiguredVariables;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FunctionEnvironmentTest {
  private static final GivenAws ENDPOINT =
      GivenAws.endpoint("up", "http://127.0.0.1:4566", Map.of());

  private static FunctionEnvironment of(Map<String, String> given, GivenAws aws) {
    return new FunctionEnvironment(new ConfiguredVariables(given), aws);
  }

  @Test
  void whatIsGivenIsStrongerThanThePackageAndThatThanTheEndpoint() {
    FunctionEnvironment environment = of(Map.of("LIST", "given"), ENDPOINT);

    assertThat(environment.over(Map.of("LIST", "package", "AWS_ENDPOINT_URL", "package")))
        .containsOnly(
            Map.entry("LIST", "given"),
            Map.entry("AWS_ENDPOINT_URL", "package"),
            Map.entry("AWS_ACCESS_KEY_ID", "test"),
            Map.entry("AWS_SECRET_ACCESS_KEY", "test"));
  }

  @Test
  void theLimitCountsThePackagesVariablesAndNotThoseOfTheEndpoint() {
    FunctionEnvironment environment = of(Map.of("NAME", "s".repeat(4085)), ENDPOINT);

    assertThatCode(() -> environment.over(Map.of())).doesNotThrowAnyException();
    assertThatThrownBy(() -> environment.over(Map.of("LIST", "1")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("4,107 bytes")
        .hasMessageContaining("LIST, NAME")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("sss"));
  }

  @Test
  void theEndpointIsInTheRegionOfTheShell() {
    assertThat(ENDPOINT.region()).isEqualTo("us-east-1");
    assertThat(
            GivenAws.endpoint("up", "http://x:1", Map.of("AWS_DEFAULT_REGION", "eu-west-1"))
                .region())
        .isEqualTo("eu-west-1");
    assertThat(
            GivenAws.endpoint(
                    "up",
                    "http://x:1",
                    Map.of("AWS_REGION", "eu-north-1", "AWS_DEFAULT_REGION", "eu-west-1"))
                .region())
        .isEqualTo("eu-north-1");
  }

  @Test
  void whatIsMissingOfWhatARunHadIsNamed() {
    KeptEnvironment kept = of(Map.of("TOKEN", "s3cret", "LIST", "1"), ENDPOINT).kept();

    assertThatThrownBy(() -> kept.requireIn(of(Map.of("LIST", "2"), GivenAws.none()), "orders"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(
            "orders was run with the environment variables TOKEN and --aws up. Their values are"
                + " kept nowhere");
    assertThatThrownBy(
            () -> kept.requireIn(of(Map.of("LIST", "2", "TOKEN", ""), GivenAws.none()), "orders"))
        .hasMessageStartingWith("orders was run with --aws up.");
    assertThatCode(() -> kept.requireIn(of(Map.of("LIST", "2", "TOKEN", ""), ENDPOINT), "orders"))
        .doesNotThrowAnyException();
  }

  @Test
  void whatIsKeptAndWhatIsToldHasNoValues() {
    FunctionEnvironment environment =
        of(
            Map.of("TOKEN", "s3cret"),
            new GivenAws("own", "eu-west-1", Map.of("AWS_SECRET_ACCESS_KEY", "s3cret")));

    assertThat(environment.toString()).contains("TOKEN", "own").doesNotContain("s3cret");
    assertThat(environment.kept().toString()).contains("TOKEN", "own").doesNotContain("s3cret");
  }
}
