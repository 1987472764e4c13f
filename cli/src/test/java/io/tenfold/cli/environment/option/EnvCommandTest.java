package io.tenfold.cli.environment.option;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.cli.environment.FunctionEnvironment;
import io.tenfold.cli.environment.GivenAws;
import io.tenfold.local.lambda.ConfiguredVariables;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvCommandTest {

  /** Returns what a shell has for a variable once it took the lines, "-" where it has none. */
  private static String inShell(FunctionEnvironment environment, String name) throws IOException {
    ProcessBuilder shell =
        new ProcessBuilder("sh", "-c", "eval \"$LINES_TO_TAKE\"; printf %s \"${" + name + "--}\"");
    shell.environment().put("LINES_TO_TAKE", EnvCommand.lines(environment));
    shell.environment().put("AWS_SECRET_ACCESS_KEY", "REAL");
    shell.environment().put("AWS_PROFILE", "real");
    Process process = shell.start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static FunctionEnvironment of(Map<String, String> variables, GivenAws aws) {
    return new FunctionEnvironment(new ConfiguredVariables(variables), aws);
  }

  @Test
  void aShellTakesEveryValueAsItIs() throws IOException {
    String value = "it's \"$HOME\" `date` \\n\nof two lines; Grüße ! *";

    assertThat(inShell(of(Map.of("VALUE", value), GivenAws.none()), "VALUE")).isEqualTo(value);
  }

  @Test
  void everyOtherWayToAwsIsTakenAway() throws IOException {
    for (String gone : new String[] {"AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"}) {
      assertThat(inShell(of(Map.of(), GivenAws.none()), gone)).isEqualTo("-");
    }
    assertThat(inShell(of(Map.of(), GivenAws.none()), "AWS_SHARED_CREDENTIALS_FILE"))
        .isEqualTo("/dev/null");
  }

  @Test
  void theEndpointIsNamedWithDummyKeys() throws IOException {
    FunctionEnvironment environment =
        of(Map.of(), GivenAws.endpoint("up", "http://127.0.0.1:4566", Map.of()));

    assertThat(inShell(environment, "AWS_ENDPOINT_URL")).isEqualTo("http://127.0.0.1:4566");
    assertThat(inShell(environment, "AWS_SECRET_ACCESS_KEY")).isEqualTo("test");
    assertThat(inShell(environment, "AWS_REGION")).isEqualTo("us-east-1");
  }

  @Test
  void theShellsOwnProfileStaysWhereItIsAskedFor() throws IOException {
    FunctionEnvironment environment =
        of(Map.of(), new GivenAws(GivenAws.OWN, "eu-west-1", Map.of()));

    assertThat(inShell(environment, "AWS_PROFILE")).isEqualTo("real");
  }
}
