package io.tenfold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.cli.console.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a function of a run on this machine has in its environment, and what is kept of it. */
class FunctionEnvironmentOfRunsTest {
  private static final String SECRET = "s3cret-of-this-test";

  @TempDir Path temporary;

  private Path folder;
  private Path function;
  private Path records;
  private Path seen;

  /** The function writes down what it has in its environment. */
  @BeforeEach
  void prepare() throws IOException {
    folder = temporary.resolve("work");
    seen = temporary.resolve("seen");
    function = TestFunction.packageIn(temporary.resolve("function"));
    Path bootstrap = function.resolve("bootstrap");
    Files.writeString(
        bootstrap, Files.readString(bootstrap).replaceFirst("exec", "env > '" + seen + "'; exec"));
    records = Files.writeString(temporary.resolve("r.json"), "[1, {\"fail\": \"wrong\"}]");
  }

  private InProcess tenfold(String... words) {
    List<String> line = new ArrayList<>(List.of(words));
    line.addAll(List.of("--folder", folder.toString()));
    return InProcess.run(line.toArray(String[]::new));
  }

  private InProcess run(String... options) {
    List<String> line = new ArrayList<>(List.of("run", records.toString(), "--function"));
    line.add(function.toString());
    line.addAll(List.of("--max-concurrency", "1"));
    line.addAll(List.of(options));
    return tenfold(line.toArray(String[]::new));
  }

  private InProcess retry(String... options) {
    List<String> line = new ArrayList<>(List.of("retry", "last", "--local", "--function"));
    line.add(function.toString());
    line.addAll(List.of(options));
    return tenfold(line.toArray(String[]::new));
  }

  @Test
  void theFunctionHasWhatItIsGivenAndNoWayToTheUsersOwnAws() throws IOException {
    InProcess run = run("--env", "PRICE_LIST=2026", "--env", "TOKEN=" + SECRET);

    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.SUCCEEDED);
    assertThat(Files.readAllLines(seen))
        .contains(
            "PRICE_LIST=2026",
            "TOKEN=" + SECRET,
            "AWS_REGION=us-east-1",
            "AWS_CONFIG_FILE=/dev/null",
            "AWS_SHARED_CREDENTIALS_FILE=/dev/null",
            "AWS_EC2_METADATA_DISABLED=true")
        .noneMatch(line -> line.startsWith("AWS_ACCESS_KEY_ID=") || line.startsWith("HOME="));
  }

  @Test
  void anEndpointIsGivenWithDummyKeys() throws IOException {
    assertThat(run("--aws", "http://127.0.0.1:4566").code()).isEqualTo(ExitCode.SUCCEEDED);
    assertThat(Files.readAllLines(seen))
        .contains(
            "AWS_ENDPOINT_URL=http://127.0.0.1:4566",
            "AWS_ACCESS_KEY_ID=test",
            "AWS_SECRET_ACCESS_KEY=test",
            "AWS_SHARED_CREDENTIALS_FILE=/dev/null");
  }

  @Test
  void noValueIsWrittenDownOrSaid() throws IOException {
    InProcess run = run("--env", "TOKEN=" + SECRET);

    assertThat(run.out() + run.err()).doesNotContain(SECRET);
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(Files::isRegularFile))
          .isNotEmpty()
          .allSatisfy(file -> assertThat(content(file)).doesNotContain(SECRET))
          .anySatisfy(file -> assertThat(content(file)).contains("\"TOKEN\""));
    }
  }

  private static String content(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aRetryAsksForWhatItsRunWasGiven() {
    run("--env", "TOKEN=" + SECRET);

    InProcess without = retry();
    assertThat(without.code()).isEqualTo(ExitCode.ERROR);
    assertThat(without.err()).contains("TOKEN", "kept nowhere", "--env NAME=VALUE");
    InProcess with = retry("--env", "TOKEN=another");
    assertThat(with.out()).as(with.err()).contains("Retrying 1 record of ");
  }

  @Test
  void whatARunSaysToGoOnWithNamesItsVariables() throws IOException {
    Path file = Files.writeString(temporary.resolve("more.env"), "OTHER=" + SECRET + "\n");

    InProcess run =
        run("--env", "TOKEN=" + SECRET, "--env", "EMPTY=", "--env-file", file.toString());

    assertThat(run.out())
        .containsPattern("tenfold retry \\S+ --function \\S+ --env TOKEN --env EMPTY= --env-file ");
  }

  @Test
  void aStacksFunctionIsNotGivenAnything() {
    InProcess start = InProcess.run("start", "--env", "TOKEN=" + SECRET, records.toString());

    assertThat(start.code()).isEqualTo(ExitCode.USAGE);
    assertThat(start.err()).contains("Terraform's environment").doesNotContain(SECRET);
  }
}
