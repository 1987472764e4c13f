package io.tenfold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.cli.command.Subcommands;
import io.tenfold.cli.console.ExitCode;
import io.tenfold.local.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class TenfoldTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "new",
        "run",
        "start",
        "watch",
        "results",
        "failures",
        "retry",
        "list",
        "stop",
        "queue",
        "test-state",
        "env",
        "up",
        "down",
        "status",
        "completion"
      })
  void everyCommandHasHelpWithExamples(String name) {
    assertThat(execute(name, "--help")).isZero();
    assertThat(out.toString()).contains("Usage: tenfold " + name).contains("  tenfold " + name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "start", "results", "list", "queue"})
  void aWrongOptionIsNamedInALine(String name) {
    assertThat(execute(name, "--no-such-option")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).hasLineCount(2).contains("See: tenfold " + name + " --help");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpBreaksLinesAtSpacesOnly(String name) {
    CommandLine command = new CommandLine(Subcommands.all().get(name).get());
    String narrow = command.getUsageMessage();
    command.setUsageHelpWidth(2_000);
    String wide = command.getUsageMessage();

    assertThat(narrow.replaceAll("\\s+", " ")).isEqualTo(wide.replaceAll("\\s+", " "));
  }

  static Set<String> commands() {
    return Subcommands.all().keySet();
  }

  @Test
  void helpNamesWhatAllCommandsHaveOnce() {
    assertThat(execute("failures", "--help")).isZero();
    assertThat(out.toString())
        .contains("--group", "--local", "--folder", "tenfold help stack")
        .doesNotContain("--help", "--version", "--state-machine", "--profile");
    out.reset();
    assertThat(execute("help", "stack")).isZero();
    assertThat(out.toString()).contains("--local", "--state-machine=ARN", "--profile=NAME");
    out.reset();
    assertThat(execute("help")).isZero();
    assertThat(out.toString()).contains("--help", "--version", "completion", "Exit codes");
  }

  @Test
  void helpOfACommandCanBeAskedForInBothWays() {
    assertThat(execute("help", "list")).isZero();
    String asked = out.toString();
    out.reset();
    assertThat(execute("list", "--help")).isZero();
    assertThat(asked).isEqualTo(out.toString());
    assertThat(execute("help", "lisst")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("tenfold list");
  }

  @Test
  void withoutACommandItSaysWhereToBegin() {
    assertThat(execute()).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("tenfold run FILE", "tenfold new NAME", "tenfold help");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "list --max -3                      | '--max'",
        "list --max 0                       | it is 0, but must be a number from 1 on",
        "list --max many                    | it is many, but must be a number from 1 on",
        "queue --max 0                      | from 1 on",
        "failures last --limit -2           | '--limit'",
        "list --status x                    | RUNNING, SUCCEEDED",
        "run a.json --tolerate x            | 'x' is not a number",
        "run a.json --max-concurrency x     | 'x' is not a whole number",
        "run a.json --function no-such --max-concurrency 0 | but must be from 1 to 10000",
        "run a.json --function no-such --tolerate 200 | but must be from 0 to 100",
        "run a.json --function no-such --tolerate NaN | but must be from 0 to 100",
        "run a.json --function no-such --batch-size 1001 | but must be from 1 to 1000",
        "run a.json --function no-such --param =x | --param needs a name",
        "run a.json --function no-such --timeout 0 | but must be from 1 to 900",
        "start a.json --tolerate -1          | but must be from 0 to 100",
        "retry last --batch-size 0           | but must be from 1 to 1000",
        "resume last --max-concurrency 10001 | but must be from 1 to 10000",
        "cost --records 1 --ms y            | 'y' is not a number",
        "cost --records y --ms 1            | 'y' is not a whole number",
        "list --endpoint-url http://[       | 'http://[' is not an address",
        "run a.json --function a --function b | once",
        "run a.json --nope                  | --nope",
        "run --nope a.json --no b           | Unknown options: '--nope', '--no'",
        "run a.json b.json                  | More than tenfold run takes: 'b.json'",
        "nothing a.json                     | No command: 'nothing', 'a.json'",
        "start a.json --lokal               | --local",
      })
  void whatIsWrongWithTheCommandLineIsSaidWithoutNamesOfClasses(String words, String said) {
    assertThat(execute(words.split(" "))).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains(said).doesNotContain("java.", "Exception", "BigDecimal");
  }

  @Test
  void theCompletionKnowsEveryCommand() {
    assertThat(execute("completion", "bash")).isZero();
    assertThat(out.toString()).contains("failures", "--max-concurrency", "--endpoint-url");
  }

  @Test
  void aWordThatIsNoCommandHasSuggestions() {
    assertThat(execute("wach")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("tenfold watch");
  }

  @Test
  void aStateOfTheWorkflowIsTriedWithoutARun() throws Exception {
    String input = "{\"index\": 1, \"record\": 2}";
    assertThat(
            execute(
                "test-state", "ProcessRecord", "--input", input, "--result", "{\"Payload\": 3}"))
        .as(err.toString())
        .isZero();
    assertThat(Json.parse(out.toString()).toString())
        .contains("status=SUCCEEDED", "output=3", "FunctionName=function, Payload={index=1");

    out.reset();
    assertThat(execute("test-state", "ProcessRecord", "--error", "Lambda.ServiceException"))
        .isEqualTo(ExitCode.RUN_FAILED);
    assertThat(out.toString()).contains("\"RETRIABLE\"", "\"retryBackoffIntervalSeconds\"");

    out.reset();
    execute(
        "test-state",
        "ProcessRecords",
        "--variables",
        "{\"bucket\": \"b\", \"key\": \"k\", \"retry\": false, \"maxConcurrency\": 10,"
            + " \"toleratedFailurePercentage\": 50, \"parameters\": {}, \"textValues\": false,"
            + " \"origin\": \"o\"}",
        "--reader-data",
        "[\"first\", \"second\"]",
        "--error",
        "States.ResultWriterFailed");
    assertThat(Json.parse(out.toString()).toString())
        .contains("afterItemSelector=[{index=0", "record=first", "{index=1", "record=second");

    assertThat(execute("test-state", "ProcessRecord")).isEqualTo(ExitCode.ERROR);
    assertThat(err.toString()).contains("give it --result or --error");
    assertThat(execute("test-state", "Nowhere")).isEqualTo(ExitCode.ERROR);
    assertThat(err.toString()).contains("State not found in definition: Nowhere");
  }

  @Test
  void allThatIsWrongWithAStateIsSaidInLines(@TempDir Path folder) throws Exception {
    Path workflow = folder.resolve("wrong.asl.json");
    Files.writeString(
        workflow,
        """
        {"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Wait",
          "Seconds": -1, "Output": "{% 1 + %}"}, "B": {"Type": "Succeed", "Next": "C"}}}
        """);
    assertThat(execute("test-state", "A", "--workflow", workflow.toString()))
        .isEqualTo(ExitCode.ERROR);
    assertThat(err.toString())
        .isEqualTo(
            """
            The workflow is wrong:
              SCHEMA_VALIDATION_FAILED: This object should have only one of the following fields: \
            [Next, End] at /States/A
              SCHEMA_VALIDATION_FAILED: Minimum value is 0 at /States/A/Seconds
              INVALID_JSONATA_EXPRESSION: Unexpected end of expression at /States/A/Output
            """);
    err.reset();
    assertThat(execute("test-state", "B", "--workflow", workflow.toString()))
        .isEqualTo(ExitCode.ERROR);
    assertThat(err.toString())
        .isEqualTo(
            "The workflow is wrong: SCHEMA_VALIDATION_FAILED: Field 'Next' is not supported at"
                + " /States/B\n");
  }

  private int execute(String... args) {
    return Tenfold.execute(out, err, () -> false, args);
  }
}
