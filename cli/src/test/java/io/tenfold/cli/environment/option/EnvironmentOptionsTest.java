package io.tenfold.cli.environment.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenfold.cli.batch.embedded.ProcessIdentity;
import io.tenfold.cli.console.UserError;
import io.tenfold.cli.environment.FunctionEnvironment;
import io.tenfold.cli.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class EnvironmentOptionsTest {
  @TempDir Path folder;

  /** What the command itself has; the credentials of whoever runs it are in it. */
  private final Map<String, String> shell =
      Map.of("TOKEN", "t0ken", "AWS_ACCESS_KEY_ID", "REAL", "AWS_SECRET_ACCESS_KEY", "REAL");

  @CommandLine.Command(name = "command")
  static final class Command {
    @CommandLine.Mixin EnvironmentOptions options;
  }

  private FunctionEnvironment environment(String... arguments) {
    Command command = new Command();
    CommandLine line = new CommandLine(command);
    line.parseArgs(arguments);
    return command.options.environment(
        line.getCommandSpec(), Settings.of(folder, Map.of("TENFOLD_FOLDER", "" + folder)), shell);
  }

  private void endpointAt(String url) throws IOException {
    ProcessIdentity self = ProcessIdentity.ofThisProcess();
    Files.writeString(
        Files.createDirectories(folder.resolve("aws")).resolve("endpoint.pid"),
        self.pid() + "\n" + self.start() + "\n" + url + "\n");
  }

  @Test
  void variablesAreStrongerThanFilesAndTheseThanTheSettings() throws IOException {
    Path set = Files.writeString(folder.resolve("set.env"), "A1=set\nA2=set\nA3=set");
    Path named = Files.writeString(folder.resolve("named.env"), "A1=named\nA2=named");
    Files.writeString(folder.resolve("tenfold.properties"), "env-file = " + set);

    assertThat(environment().variables().values())
        .isEqualTo(Map.of("A1", "set", "A2", "set", "A3", "set"));
    assertThat(environment("--env-file", named.toString(), "--env", "A1=", "--env", "TOKEN"))
        .satisfies(
            environment ->
                assertThat(environment.variables().values())
                    .isEqualTo(Map.of("A1", "", "A2", "named", "TOKEN", "t0ken")));
  }

  @Test
  void withoutAWordThereIsNoAws() {
    assertThat(environment().over(Map.of())).isEmpty();
    assertThat(environment().aws().word()).isNull();
  }

  @Test
  void upIsTheEndpointThatRuns() throws IOException {
    endpointAt("http://127.0.0.1:4599");

    assertThat(environment("--aws", "up").over(Map.of()))
        .containsOnly(
            Map.entry("AWS_ENDPOINT_URL", "http://127.0.0.1:4599"),
            Map.entry("AWS_ACCESS_KEY_ID", "test"),
            Map.entry("AWS_SECRET_ACCESS_KEY", "test"));
  }

  @Test
  void upWithoutAnEndpointSaysHowToStartIt() {
    assertThatThrownBy(() -> environment("--aws", "up"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("tenfold up --background");
  }

  @Test
  void anotherEndpointHasDummyKeysToo() {
    assertThat(environment("--aws", "http://localhost:4566").over(Map.of()))
        .containsEntry("AWS_ENDPOINT_URL", "http://localhost:4566")
        .containsEntry("AWS_SECRET_ACCESS_KEY", "test");
  }

  @Test
  void theShellsOwnCredentialsAreThereWhenTheyAreAskedFor() {
    Map<String, String> found =
        Map.of("aws.accessKeyId", "OWN", "aws.secretAccessKey", "0wn", "aws.region", "eu-west-1");
    found.forEach(System::setProperty);
    try {
      FunctionEnvironment environment = environment("--aws", "own");

      assertThat(environment.over(Map.of()))
          .containsOnly(
              Map.entry("AWS_ACCESS_KEY_ID", "OWN"), Map.entry("AWS_SECRET_ACCESS_KEY", "0wn"));
      assertThat(environment.aws().region()).isEqualTo("eu-west-1");
    } finally {
      found.keySet().forEach(System::clearProperty);
    }
  }

  @Test
  void theSettingHasThePlaceOfTheOption() throws IOException {
    Files.writeString(folder.resolve("tenfold.properties"), "aws = http://127.0.0.1:1");

    assertThat(environment().aws().word()).isEqualTo("http://127.0.0.1:1");
    assertThat(environment("--aws", "http://127.0.0.1:2").aws().word()).endsWith(":2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"down", "", "http://user:word@127.0.0.1:4566", "ftp://127.0.0.1"})
  void anotherWordIsAWrongCommandLine(String word) {
    assertThatThrownBy(() -> environment("--aws", word))
        .isInstanceOf(CommandLine.ParameterException.class)
        .hasMessageContaining("must be up, own or a URL");
  }

  @Test
  void aReservedVariableIsAWrongCommandLine() {
    assertThatThrownBy(() -> environment("--env", "AWS_REGION=eu-west-1"))
        .isInstanceOf(CommandLine.ParameterException.class)
        .hasMessageStartingWith("--env: AWS_REGION is set by Lambda itself");
  }
}
