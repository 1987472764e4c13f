package io.tenfold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.airlift.compress.zstd.ZstdOutputStream;
import io.tenfold.cli.console.ExitCode;
import io.tenfold.cli.file.FileCheck;
import io.tenfold.local.map.read.InputType;
import io.tenfold.local.map.read.ReaderConfig;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of every format, from the command to its results, on this machine. */
class FileFormatsTest {
  @TempDir Path temporary;

  private Path folder;
  private Path function;

  @BeforeEach
  void aFunction() throws IOException {
    folder = temporary.resolve("work");
    function = TestFunction.packageIn(temporary.resolve("function"));
  }

  /** Runs a command that runs records. */
  private InProcess local(String... words) {
    List<String> line = new ArrayList<>(List.of(words));
    line.addAll(List.of("--folder", folder.toString(), "--function", function.toString()));
    return InProcess.run(line.toArray(String[]::new));
  }

  /** Runs a command that looks at runs. */
  private InProcess seen(String... words) {
    List<String> line = new ArrayList<>(List.of(words));
    line.addAll(List.of("--local", "--folder", folder.toString()));
    return InProcess.run(line.toArray(String[]::new));
  }

  private String file(String name, String content) throws IOException {
    return Files.writeString(temporary.resolve(name), content).toString();
  }

  private List<String> results(String... runs) throws IOException {
    Path out = temporary.resolve("results.jsonl");
    List<String> words = new ArrayList<>(List.of("results", "-o", out.toString()));
    words.addAll(List.of(runs));
    InProcess ended = seen(words.toArray(String[]::new));
    assertThat(ended.code()).as(ended.out() + ended.err()).isEqualTo(ExitCode.SUCCEEDED);
    List<String> lines = Files.readAllLines(out);
    Files.delete(out);
    return lines;
  }

  private static void assertSucceeded(InProcess ended, int records) {
    assertThat(ended.code()).as(ended.out() + ended.err()).isEqualTo(ExitCode.SUCCEEDED);
    assertThat(ended.out()).contains("= " + records + " records, each accounted for exactly once");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '!',
      value = {
        "x.csv!`id,name\n7,Zoë\n`",
        "x.csv!`\uFEFFid;name\r\n7;Zoë\r\n`",
        "x.tsv!`id\tname\n7\tZoë\n`",
        "x.jsonl!`{\"id\":\"7\",\"name\":\"Zoë\"}\n`",
        "x.ndjson!`\r\n{\"id\":\"7\",\"name\":\"Zoë\"}\r\n\r\n`",
        "x.json!`[{\"id\":\"7\",\"name\":\"Zoë\"}]`"
      })
  void aFileIsReadAsItsNameSays(String name, String content) throws IOException {
    assertSucceeded(local("run", file(name, content)), 1);
    assertThat(results("last"))
        .containsExactly("{\"index\":0,\"output\":{\"id\":\"7\",\"name\":\"Zoë\"}}");
  }

  @Test
  void aCompressedFileIsReadAsItsContent() throws IOException {
    Path file = temporary.resolve("x.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("id|name\n7|a\n8|b\n".getBytes(StandardCharsets.UTF_8));
    }
    assertSucceeded(local("run", file.toString()), 2);
    assertThat(results("last")).contains("{\"index\":1,\"output\":{\"id\":\"8\",\"name\":\"b\"}}");
  }

  private Path zstandard(String name, String... frames) throws IOException {
    Path file = temporary.resolve(name);
    Files.deleteIfExists(file);
    for (String frame : frames) {
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (OutputStream out = new ZstdOutputStream(packed)) {
        out.write(frame.getBytes(StandardCharsets.UTF_8));
      }
      Files.write(file, packed.toByteArray(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
    return file;
  }

  @Test
  void aFileOfZstandardIsUnpackedOnItsWay() throws IOException {
    InProcess table = local("run", zstandard("x.csv.zst", "id|name\n7|a\n8|b\n").toString());
    assertSucceeded(table, 2);
    assertThat(table.out()).contains(", unpacked");
    assertThat(results("last")).contains("{\"index\":1,\"output\":{\"id\":\"8\",\"name\":\"b\"}}");
    String text = "{\"id\":\"1\"}\n".repeat(50_000);
    Path lines = zstandard("x.jsonl.zst", text, "{\"id\":\"2\"}\n");
    assertThat(FileCheck.of(lines, ReaderConfig.of(InputType.JSONL)))
        .isEqualTo(new FileCheck(50_001, List.of(), 0));
  }

  @Test
  void aFileOfZstandardThatWasCutOffRunsNoRecord() throws IOException {
    Path file = zstandard("x.jsonl.zst", "{\"id\":\"1\"}\n".repeat(50_000));
    byte[] bytes = Files.readAllBytes(file);
    for (int length : new int[] {3, bytes.length / 2, bytes.length - 1}) {
      Files.write(file, Arrays.copyOf(bytes, length));
      InProcess ended = local("run", file.toString());
      assertThat(ended.code()).as(ended.out() + ended.err()).isEqualTo(ExitCode.ERROR);
      assertThat(ended.err()).contains("x.jsonl.zst", "is damaged, or was cut off");
    }
  }

  @Test
  void optionsSayWhatANameDoesNot() throws IOException {
    String file = file("export.txt", "7;a,b\n8;c\n");
    InProcess ended =
        local("run", file, "--format", "csv", "--delimiter", "semicolon", "--headers", "id,text");
    assertSucceeded(ended, 2);
    assertThat(results("last"))
        .containsExactly(
            "{\"index\":0,\"output\":{\"id\":\"7\",\"text\":\"a,b\"}}",
            "{\"index\":1,\"output\":{\"id\":\"8\",\"text\":\"c\"}}");
    String within = file("x.json", "{\"n\": 1, \"data\": {\"orders\": [7, 8]}, \"m\": []}");
    assertSucceeded(local("run", within, "--items", "/data/orders"), 2);
  }

  @Test
  void standardInputHasNoName() throws IOException {
    InputStream before = System.in;
    try {
      System.setIn(new ByteArrayInputStream("a,b\n1,2\n".getBytes(StandardCharsets.UTF_8)));
      assertSucceeded(local("run", "-", "--format", "csv"), 1);
      assertThat(results("last"))
          .containsExactly("{\"index\":0,\"output\":{\"a\":\"1\",\"b\":\"2\"}}");
    } finally {
      System.setIn(before);
    }
    InProcess ended = local("run", "-");
    assertThat(ended.code()).isEqualTo(ExitCode.ERROR);
    assertThat(ended.err()).contains("--format json, --format jsonl or --format csv");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x.json|a,b|--format csv",
        "x.csv|[1]|--format json",
        "x.data|a,b|--format csv",
        "x.json|{\"a\": [1]}|--items /a",
        "x.csv|a,b;c|--delimiter",
      })
  void aWrongGuessRunsNothing(String name, String content, String option) throws IOException {
    InProcess ended = local("run", file(name, content));
    assertThat(ended.code()).isEqualTo(ExitCode.ERROR);
    assertThat(ended.err()).contains(option).contains(name);
    assertThat(ended.out()).doesNotContain("Uploaded");
  }

  @ParameterizedTest
  @CsvSource({"--format,xml", "--delimiter,x", "--items,orders"})
  void anOptionHasItsWords(String option, String value) throws IOException {
    InProcess ended = local("run", file("x.json", "[]"), option, value);
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains(option + " is").contains(value);
  }

  /** The fifth record's text is the name of its error: those of a CSV file stay texts. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '!',
      value = {
        "x.csv!`id,fail\n0,\n1,\n2,\n3,\n4,Bad\n`",
        "x.jsonl!`{\"id\":\"0\"}\n{\"id\":\"1\"}\n{\"id\":\"2\"}\n{\"id\":\"3\"}\n"
            + "{\"id\":\"4\",\"fail\":\"Bad\"}\n`",
      })
  void aRetryIsOfTheRecordsAsTheyWere(String name, String content) throws IOException {
    String texts = name.endsWith(".csv") ? "true" : "false";
    assertSucceeded(local("run", file(name, content)), 5);
    InProcess again = local("retry", "last", "--local");
    assertThat(again.code()).as(again.out() + again.err()).isEqualTo(ExitCode.RUN_FAILED);
    InProcess failures = seen("failures", "last", "--json");
    assertThat(failures.out())
        .contains("\"index\":4")
        .contains("\"record\":{\"id\":\"4\",\"fail\":\"Bad\"}");
    try (var files = Files.walk(folder.resolve("s3"))) {
      assertThat(files.filter(file -> file.toString().contains("/retries/")))
          .singleElement()
          .satisfies(
              file -> assertThat(Files.readString(file)).contains("\"textValues\":" + texts + "}"));
    }
    String corrected = file("corrected.jsonl", failures.out().replace("Bad", ""));
    assertSucceeded(local("retry", "last", "--local", "--corrected", corrected), 1);
    assertThat(results("last"))
        .containsExactly("{\"index\":4,\"output\":{\"id\":\"4\",\"fail\":\"\"}}");
  }

  private static final String EXPORT =
      "index;note;fail\n7;a\\\\b;\n8;\"x;\"\"y\"\"\";Bad\n9;;\n10;c\\\\d;Worse\n";

  private InProcess retried(String corrected) {
    return local("retry", "last", "--local", "--corrected", corrected);
  }

  private String first() {
    return seen("list", "--json").out().replaceAll("(?s).*\"name\" ?: ?\"([^\"]*)\".*", "$1");
  }

  /** What a spreadsheet makes of it: semicolons, and a byte order mark. */
  @ParameterizedTest
  @ValueSource(strings = {",", ";"})
  void aTableOfFailuresIsCorrectedInASpreadsheet(String delimiter) throws IOException {
    assertThat(local("run", file("x.csv", EXPORT)).code()).isEqualTo(ExitCode.SUCCEEDED);
    InProcess table = seen("failures", "last", "--format", "csv", "--with-input");
    assertThat(table.out())
        .isEqualTo(
            "index,status,error,message,record.index,note,fail\r\n"
                + "1,FAILED,Bad,Bad,8,\"x;\"\"y\"\"\",Bad\r\n"
                + "3,FAILED,Worse,Worse,10,c\\d,Worse\r\n");
    String saved =
        "\uFEFF"
            + table
                .out()
                .replace(",", delimiter)
                .replaceAll("Bad\r\n3", "\r\n3")
                .replaceAll("Worse\r\n$", "\r\n");
    InProcess ended = retried(file("corrected.csv", saved));
    assertSucceeded(ended, 2);
    assertThat(results("last"))
        .containsExactly(
            "{\"index\":1,\"output\":{\"index\":\"8\",\"note\":\"x;\\\"y\\\"\",\"fail\":\"\"}}",
            "{\"index\":3,\"output\":{\"index\":\"10\",\"note\":\"c\\\\d\",\"fail\":\"\"}}");
  }

  @Test
  void theSameFileMayBeGivenAgainWithItsFaultsCorrected() throws IOException {
    assertThat(local("run", file("x.csv", EXPORT)).code()).isEqualTo(ExitCode.SUCCEEDED);
    String run = first();
    InProcess shorter = retried(file("y.csv", EXPORT.replace("9;;\n", "")));
    assertThat(shorter.code()).isEqualTo(ExitCode.ERROR);
    assertThat(shorter.err()).contains("y.csv has 3 records, and the run's file had 4");
    InProcess ended = retried(file("z.csv", EXPORT.replace("Bad", "").replace("Worse", "Bad")));
    assertThat(ended.out()).contains("2: 1 succeeded, 1 failed");
    // The file is that of the first run, however often its records are tried.
    assertSucceeded(retried(file("z.csv", EXPORT.replace("Bad", "").replace("Worse", ""))), 1);
    assertThat(results(run, "last")).hasSize(3);
    assertThat(results("last"))
        .containsExactly(
            "{\"index\":3,\"output\":{\"index\":\"10\",\"note\":\"c\\\\d\",\"fail\":\"\"}}");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '!',
      value = {
        "`index,status,error,message,id\n0,a,b,c,d\n`!line 2: record 0 did not fail",
        "`index,status,error,message,id\n1,a,b,c,d\n1,a,b,c,d\n`!line 3: record 1 did not fail in"
            + " that run, or is in this file twice",
        "`index,status,error,message,id\n1,a,b\n`!line 2: 3 cells, where there are 5 columns",
        "`index,status,error,message,id\nx,a,b,c,d\n`!line 2: no index",
        "`index;note;fail\n7;\"a\n`!never closed",
      })
  void aCorrectionThatIsNoneIsRefusedWithItsLine(String content, String message)
      throws IOException {
    local("run", file("x.csv", EXPORT));
    InProcess ended = retried(file("corrected.csv", content));
    assertThat(ended.code()).isEqualTo(ExitCode.ERROR);
    assertThat(ended.err()).contains("corrected.csv").contains(message);
  }

  @Test
  void aTableOfInputAndOutputTogether() throws IOException {
    assertSucceeded(local("run", file("x.csv", "id;note\n007;\"a;\"\"b\"\"\"\n8;\n")), 2);
    InProcess table = seen("results", "last", "--format", "csv", "--with-input");
    assertThat(table.out())
        .isEqualTo(
            "index,id,note,output.id,output.note\r\n"
                + "0,007,\"a;\"\"b\"\"\",007,\"a;\"\"b\"\"\"\r\n"
                + "1,8,,8,\r\n");
  }

  private String workflow(UnaryOperator<String> change) throws IOException {
    String shipped = Files.readString(Path.of("..", "statemachine.asl.json"));
    return file("workflow.json", change.apply(shipped));
  }

  @Test
  void aRunSaysAllThatIsWrongWithItsWorkflow() throws IOException {
    String workflow =
        workflow(
            shipped ->
                shipped
                    .replace("\"MaxConcurrency\":", "\"MaxConcurency\":")
                    .replace("\"BackoffRate\": 2", "\"BackoffRate\": 0"));
    InProcess refused = local("run", file("x.json", "[1]"), "--workflow", workflow);
    assertThat(refused.code()).isEqualTo(ExitCode.ERROR);
    assertThat(refused.err().lines().skip(1))
        .hasSizeGreaterThan(2)
        .allMatch(line -> line.matches("  SCHEMA_VALIDATION_FAILED: .* at /States/.*"));
    assertThat(refused.err())
        .contains(
            "workflow.json:\n",
            "Field 'MaxConcurency' is not supported at /States/ProcessRecords\n",
            "Minimum value is 1 at"
                + " /States/ProcessRecords/ItemProcessor/States/ProcessRecord/Retry");
  }

  /** A workflow that names its own format reads all files as that, as a stack on AWS does. */
  @Test
  void aFileBecomesOneOfTheWorkflowsFormat() throws IOException {
    String workflow =
        workflow(
            shipped ->
                shipped
                    .replace(
                        "\"InputType\": \"${input_type}\"",
                        "\"InputType\": \"CSV\", \"CSVDelimiter\": \"SEMICOLON\","
                            + " \"CSVHeaderLocation\": \"GIVEN\", \"CSVHeaders\": [\"id\","
                            + " \"fail\"]")
                    .replace("${input_type}", "CSV"));
    InProcess ended =
        local("run", file("x.csv", "fail,id\n,7\n,\"8;\"\nBad,9\n"), "--workflow", workflow);
    assertSucceeded(ended, 3);
    assertThat(ended.out()).contains(", as CSV (SEMICOLON) from CSV");
    assertThat(results("last"))
        .containsExactly(
            "{\"index\":0,\"output\":{\"id\":\"7\",\"fail\":\"\"}}",
            "{\"index\":1,\"output\":{\"id\":\"8;\",\"fail\":\"\"}}");
    InProcess failures = seen("failures", "last", "--json");
    String corrected = file("corrected.jsonl", failures.out().replace("Bad", ""));
    InProcess again =
        local("retry", "last", "--local", "--corrected", corrected, "--workflow", workflow);
    assertSucceeded(again, 1);
    assertThat(results("last"))
        .containsExactly("{\"index\":2,\"output\":{\"id\":\"9\",\"fail\":\"\"}}");
    InProcess refused = local("run", file("x.json", "[1]"), "--workflow", workflow);
    assertThat(refused.code()).isEqualTo(ExitCode.ERROR);
    assertThat(refused.err()).contains("the stack reads CSV");
  }
}
