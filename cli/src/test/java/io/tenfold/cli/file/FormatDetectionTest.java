package io.tenfold.cli.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenfold.cli.console.UserError;
import io.tenfold.local.map.read.CsvDelimiter;
import io.tenfold.local.map.read.InputType;
import io.tenfold.local.map.read.ReaderConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatDetectionTest {
  @TempDir Path folder;

  private Path file(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    if (!name.endsWith(".gz")) {
      return Files.write(file, bytes);
    }
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(bytes);
    }
    return file;
  }

  private ReaderConfig found(String name, String content) throws IOException {
    return new FormatDetection(SaidFormat.NOTHING, Optional.empty()).of(file(name, content));
  }

  private ReaderConfig found(ReaderConfig stack, String name, String content) throws IOException {
    return new FormatDetection(SaidFormat.NOTHING, Optional.of(stack)).of(file(name, content));
  }

  private static ReaderConfig csv(char delimiter, String... headers) {
    return new ReaderConfig(
        InputType.CSV, headers.length == 0 ? null : List.of(headers), delimiter, 0, List.of());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "orders.json, `[{\"a\": 1}]`, JSON",
        "orders.JSON, ` [`, JSON",
        "orders.json, `{\"a\": {\"x\": 1}, \"b\": {\"x\": 2}}`, JSON",
        "orders.json, ``, JSON",
        "orders.json.gz, `[1]`, JSON",
        "orders.json, `\uFEFF[1]`, JSON",
        "orders, `[1]`, JSON",
        "orders, `{\"a\": 1}\n{\"a\": 2}\n`, JSONL",
        "orders.jsonl, `{\"a\": 1}\n{\"a\": 2}\n`, JSONL",
        "orders.jsonl, `{\"a\": 1}`, JSONL",
        "orders.jsonl, `[1]\n[2]\n`, JSONL",
        "orders.jsonl, `1\n2\n`, JSONL",
        "orders.ndjson.gz, `{\"a\": 1}\n\n{\"a\": 2}\n`, JSONL",
        "orders.csv, `a,b\n1,2\n`, CSV",
        "orders.csv, ``, CSV",
        "orders.csv.gz, `a\n1\n`, CSV",
        "orders.csv-20261126-084400-ab12, `a\n1\n`, CSV",
        "orders.csv-20261126-084400-ab12.gz, `a\n1\n`, CSV",
        "x.jsonl-20261126-084400-ab12, `{\"a\": 1}`, JSONL",
      })
  void aNameAndTheFirstBytesAgree(String name, String content, InputType type) throws IOException {
    assertThat(found(name, content == null ? "" : content).inputType()).isEqualTo(type);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "orders.json|`{\"a\": 1}\n"
            + "{\"a\": 2}\n"
            + "`|is named as a JSON array, but is JSON Lines: another value follows the one in its"
            + " first line. If that is what it is: --format jsonl; if its name is right: --format"
            + " json.",
        "orders.json|`a;b\n"
            + "1;2\n"
            + "`|is named as a JSON array, but begins with 'a;b', as no array or object does."
            + " If that is what it is: --format csv; if its name is right: --format json.",
        "orders.jsonl|`[\n{\"a\": 1},\n{\"a\": 2}]`|is named as JSON Lines, but begins as a JSON"
            + " array does. If that is what it is: --format json; if its name is right: --format"
            + " jsonl.",
        "orders.jsonl|`[{\"a\": 1}, {\"a\": 2}]`|but begins as a JSON array does",
        "orders.csv|`[{\"a\": 1}]`|is named as CSV, but begins as a JSON array does",
        "orders.csv|`{\"a\": 1}\n{\"a\": 2}`|is named as CSV, but is JSON Lines",
        "orders.txt|`a,b\n1,2\n`|begins with 'a,b', and its name ends in none of .json, .jsonl,"
            + " .ndjson, .csv and .tsv. Say what it is: --format json, --format jsonl or --format"
            + " csv.",
        "orders.txt|``|is empty, and its name says no format",
        "orders.json|`{\"count\": 2, \"orders\": [1, 2], \"a/b~\": [3]}`|is a JSON object with"
            + " arrays in it. Say which holds the records, such as --items /orders or --items"
            + " /a~1b~0; with --items \"\" each field of the object is a record.",
        "orders.csv|`a,b;c\n`|begins with a row that has 1 × COMMA and 1 × SEMICOLON. Say which"
            + " stands between its fields: --delimiter comma or --delimiter semicolon.",
      })
  void aWrongGuessIsAnErrorThatSaysWhatDecides(String name, String content, String message) {
    assertThatThrownBy(() -> found(name, content == null ? "" : content))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(name)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '!',
      value = {
        "`a,b\n1;2;3;4,5\n`!COMMA",
        "`a;b\n1,5;2\n`!SEMICOLON",
        "`\"a,x\";b\n`!SEMICOLON",
        "`\"a\n,x\";b\n`!SEMICOLON",
        "`a\tb\n`!TAB",
        "`a|b\n`!PIPE",
        "`first name\n`!COMMA",
      })
  void theFirstRowTellsTheDelimiter(String content, CsvDelimiter delimiter) throws IOException {
    assertThat(found("x.csv", content).csvDelimiter()).isEqualTo(delimiter.character());
  }

  @Test
  void tabsAreInTheName() throws IOException {
    assertThat(found("x.tsv", "a, b; c\td\n")).isEqualTo(csv('\t'));
    assertThat(found("x.tsv.gz", "a\n")).isEqualTo(csv('\t'));
  }

  @Test
  void whatIsSaidHolds() throws IOException {
    Path file = file("x.json", "a,b;c\n1,2;3\n");
    SaidFormat said =
        new SaidFormat(InputType.CSV, CsvDelimiter.SEMICOLON, List.of("x", "y"), null);
    assertThat(new FormatDetection(said, Optional.empty()).of(file)).isEqualTo(csv(';', "x", "y"));
    SaidFormat items = new SaidFormat(null, null, null, List.of("orders"));
    assertThat(
            new FormatDetection(items, Optional.empty())
                .of(file("y.json", "{\"n\": [], \"orders\": [1]}"))
                .itemsPointer())
        .containsExactly("orders");
    SaidFormat entries = new SaidFormat(null, null, null, List.of());
    assertThat(
            new FormatDetection(entries, Optional.empty())
                .of(file("z.json", "{\"n\": []}"))
                .itemsPointer())
        .isEmpty();
  }

  @Test
  void theStackDecidesWhereAFileMayBeEither() throws IOException {
    ReaderConfig lines = ReaderConfig.of(InputType.JSONL);
    assertThat(found(lines, "x.json", "{\"a\": 1}\n{\"a\": 2}\n")).isEqualTo(lines);
    assertThat(found(csv(';'), "export.txt", "a,b;c\n")).isEqualTo(csv(';'));
    assertThat(found(csv(';'), "x.csv", "a,b\n")).isEqualTo(csv(','));
    assertThat(found(csv('|', "n", "m"), "x.csv", "1|2\n")).isEqualTo(csv('|', "n", "m"));
    ReaderConfig within = new ReaderConfig(InputType.JSON, null, ',', 0, List.of("data"));
    assertThat(found(within, "x.json", "{\"data\": [1]}")).isEqualTo(within);
  }

  @Test
  void aRowOfHeadersIsNoRecord() throws IOException {
    Path file = file("x.csv", "\"m\",n\n1,2\n");
    SaidFormat said = new SaidFormat(null, null, List.of("m", "n"), null);
    assertThatThrownBy(() -> new FormatDetection(said, Optional.empty()).of(file))
        .hasMessageContaining("begins with a row of headers")
        .hasMessageContaining("--headers");
    assertThat(found(csv(',', "n", "m"), "x.csv", "\"m\",n\n1,2\n")).isEqualTo(csv(','));
  }

  @Test
  void whatCannotBeDecompressedIsLeftToItsReader() throws IOException {
    Path file = Files.writeString(folder.resolve("x.json.gz"), "no gzip");
    assertThat(new FormatDetection(SaidFormat.NOTHING, Optional.empty()).of(file).inputType())
        .isEqualTo(InputType.JSON);
  }

  @ParameterizedTest
  @CsvSource({
    "orders.json, FFFE5B00, iconv -f UTF-16 -t UTF-8",
    "orders.json, 504B0304, an Excel workbook",
    "orders, D0CF11E0, an Excel workbook",
    "orders.json, 1F8B0800, does not end in .gz"
  })
  void whatIsNoTextIsNotTakenForAnotherFormat(String name, String hex, String message)
      throws IOException {
    Path file = Files.write(folder.resolve(name), HexFormat.of().parseHex(hex));

    assertThatThrownBy(() -> new FormatDetection(SaidFormat.NOTHING, Optional.empty()).of(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(name)
        .hasMessageContaining(message)
        .hasMessageNotContaining("--format");
  }
}
