package io.tenfold.local.map.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenfold.local.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvDatasetTest {
  private final Reading csv = Reading.as(InputType.CSV);

  private static Reading given(char delimiter, String... headers) {
    return Reading.of(new ReaderConfig(InputType.CSV, List.of(headers), delimiter, 0, List.of()));
  }

  @Test
  void quotingIsThatOfRfc4180() throws IOException {
    assertThat(csv.file("quoting.csv"))
        .containsExactly(
            "{\"id\":\"1\",\"name\":\"Müller, Jürgen\",\"note\":\"two\\nlines\"}",
            "{\"id\":\"2\",\"name\":\"the \\\"best\\\"\",\"note\":\"\"}",
            "{\"id\":\" 3 \",\"name\":\"007\",\"note\":\"true\"}");
  }

  @Test
  void givenHeadersMakeTheFirstRowAnItem() throws IOException {
    assertThat(given(',', "a", "b").text("1,2\r\n3,4\r\n"))
        .containsExactly("{\"a\":\"1\",\"b\":\"2\"}", "{\"a\":\"3\",\"b\":\"4\"}");
  }

  @Test
  void shortRowsAreFilledAndLongRowsCutAsOnAws() throws IOException {
    assertThat(csv.text("a,b\n1\n1,2,3\n"))
        .containsExactly("{\"a\":\"1\",\"b\":\"\"}", "{\"a\":\"1\",\"b\":\"2\"}");
  }

  @Test
  void blankLinesAreNoItemsButAQuotedEmptyFieldIs() throws IOException {
    assertThat(csv.text("\uFEFFa\n\n1\n\"\"\n\n")).containsExactly("{\"a\":\"1\"}", "{\"a\":\"\"}");
  }

  @Test
  void headersAloneAreAnEmptyDataset() throws IOException {
    assertThat(csv.text("a,b")).isEmpty();
    assertThat(given(',', "a").text("")).isEmpty();
  }

  @Test
  void anEmptyFileLacksItsHeaders() {
    csv.failing("")
        .hasMessageContaining("the file is empty; its first row has to name the columns");
  }

  @Test
  void duplicateHeadersFailAsOnAws() {
    csv.failing("a,b,a\n1,2,3")
        .hasMessageContaining(
            "CSV headers cannot contain duplicates. In the header row, two columns are named"
                + " \"a\"");
    given(',', "a", "a")
        .failing("1")
        .hasMessageContaining("CSV headers cannot contain duplicates. In CSVHeaders, two columns");
    csv.failing("a,,b,\n")
        .hasMessageContaining("a second column has no name (column 4); name or remove it");
  }

  @Test
  void headersOverTenKibibytesFail() {
    csv.failing("x".repeat(11_000) + "\n1").hasMessageContaining("over 10 KiB");
  }

  /**
   * Recorded on AWS in 2023 by LocalStack's test test_map_item_reader_csv_first_row_extra_fields.
   */
  @Test
  void anEmptyHeaderIsTheEmptyKeyAsRecordedOnAws() throws IOException {
    assertThat(csv.text("H1,\nValue4,Value5,Value6\n,,,\ntrue,1,'HelloWorld'\nNull,None,\n   \n"))
        .containsExactly(
            "{\"H1\":\"Value4\",\"\":\"Value5\"}",
            "{\"H1\":\"\",\"\":\"\"}",
            "{\"H1\":\"true\",\"\":\"1\"}",
            "{\"H1\":\"Null\",\"\":\"None\"}",
            "{\"H1\":\"   \",\"\":\"\"}");
  }

  /** The example of AWS's page on the dialect. */
  @Test
  void awsExampleIsRead() throws IOException {
    assertThat(
            given(',', "MyLetters", "MyNumbers", "MyString", "MyObject", "MyArray")
                .text(
                    "abc,123,\"This string contains commas, a double quotation marks (\"\"), and a"
                        + " newline (\n)\",{\"\"MyKey\"\":\"\"MyValue\"\"},\"[1,2,3]\"\n"))
        .containsExactly(
            "{\"MyLetters\":\"abc\",\"MyNumbers\":\"123\",\"MyString\":\"This string contains"
                + " commas, a double quotation marks (\\\"), and a newline (\\n"
                + ")\",\"MyObject\":\"{\\\"MyKey\\\":\\\"MyValue\\\"}\",\"MyArray\":\"[1,2,3]\"}");
  }

  @Test
  void backslashesAreReadAsOnAws() throws IOException {
    assertThat(csv.file("/fuzz/csv/backslash.csv"))
        .containsExactly(
            "{\"path\":\"C:\\\\Users\\\\a.txt\",\"size\":\"1\"}",
            "{\"path\":\"C:tempb.txt\",\"size\":\"2\"}",
            "{\"path\":\"a,b\",\"size\":\"3\"}",
            "{\"path\":\"N\",\"size\":\"5\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      textBlock =
          """
          "say \\"yes\\""   ~ say "yes"
          say \\"yes\\"     ~ say "yes"
          \\"               ~ "
          "a\\,b"           ~ a,b
          "a\\nb"           ~ anb
          a\\\\             ~ a\\
          "a\\\\"           ~ a\\
          a\\;b             ~ a;b
          a""b              ~ a"b
          """)
  void escapesAreTakenInAndOutsideOfQuotationMarks(String cell, String value) throws IOException {
    assertThat(given(',', "h").text(cell + "\n")).containsExactly(Json.write(Map.of("h", value)));
  }

  @Test
  void aBackslashBeforeALineEndIsDropped() throws IOException {
    assertThat(given(',', "h").text("a\\\nb\\\r\n\"c\\\nd\"\ne\\"))
        .containsExactly("{\"h\":\"a\"}", "{\"h\":\"b\"}", "{\"h\":\"c\\nd\"}", "{\"h\":\"e\"}");
  }

  @Test
  void onlyTheConfiguredDelimiterIsEscaped() throws IOException {
    assertThat(given('|', "a", "b").text("1\\|2|3\\,4\n"))
        .containsExactly("{\"a\":\"1|2\",\"b\":\"3,4\"}");
  }

  @Test
  void rowsEndAtEveryKindOfLineEnd() throws IOException {
    assertThat(given(',', "a").text("1\n2\r\n3\r4"))
        .containsExactly("{\"a\":\"1\"}", "{\"a\":\"2\"}", "{\"a\":\"3\"}", "{\"a\":\"4\"}");
  }

  @Test
  void aDelimiterAtTheEndMakesAnEmptyCell() throws IOException {
    assertThat(given(',', "a", "b").text("1,")).containsExactly("{\"a\":\"1\",\"b\":\"\"}");
  }

  @Test
  void anOpenQuoteFailsWhereItOpens() {
    csv.failing("a,b\n1,2\n3,\"4\n5,6\n")
        .hasMessageContaining(
            "after its first item: line 3, column 3: the quotation mark that opens a cell here"
                + " is never closed");
  }

  @Test
  void textAfterAClosingQuoteFails() {
    csv.failing("a,b\n\"1\"x,2\n")
        .hasMessageContaining("line 2, column 4: text after the quotation mark that closes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      textBlock =
          """
          3" pipe     ~ 2
          a, "b"      ~ 4
          a"          ~ 2
          """)
  void aSingleQuoteWithinACellFailsAtItsPlace(String row, int column) {
    given(',', "a", "b")
        .failing("1,\"2\r\n\n3\"\r\n" + row)
        .hasMessageContaining("line 4, column " + column + ": a single quotation mark within");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"id\": 1}, {\"id\": 2}]",
        "{\"id\": 1}\n{\"id\": 2}\n",
        "[\n  {\n    \"id\": 1\n  }\n]\n"
      })
  void jsonGivenAsCsvIsNamed(String json) {
    csv.failing(json).hasMessageContaining("this seems to be JSON or JSON Lines");
  }

  @Test
  void anOpenQuoteInALargeFileFailsBeforeItIsAllInMemory() {
    csv.failing("a\n1\n\"" + "x\n".repeat(17 << 20))
        .hasMessageContaining(
            "the row that begins at line 3 is over 32 MiB; is a quote left open?");
  }

  @Test
  void invalidUtf8FailsAtItsLine() {
    byte[] bytes = "a\nb\n??\n".getBytes();
    bytes[5] = (byte) 0xFF;
    csv.failing("in", bytes)
        .hasMessageContaining("line 3, column 2: the byte 0xFF is not UTF-8; as Windows-1252");
  }

  @Test
  void maxItemsCountsFromAfterTheHeaders() throws IOException {
    var two = new ReaderConfig(InputType.CSV, null, ',', 2, List.of());
    assertThat(Reading.of(two).text("a\n1\n2\n\"3")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(chars = {'"', '\\', '\n', '\r', '§'})
  void whatCannotDelimitIsRefused(char delimiter) {
    assertThatThrownBy(() -> given(delimiter, "a")).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(chars = {',', '|', ';', ' ', '\t'})
  void randomRowsSurviveARoundTrip(char delimiter) throws IOException {
    Random random = new Random(delimiter);
    CsvWriting writing = new CsvWriting(delimiter, random);
    for (int round = 0; round < 60; round++) {
      List<String> headers =
          IntStream.rangeClosed(0, random.nextInt(5)).mapToObj(i -> "column" + i).toList();
      StringBuilder text = new StringBuilder(writing.row(headers));
      List<String> expected = new ArrayList<>();
      for (int row = random.nextInt(20); row > 0; row--) {
        Map<String, Object> item = new LinkedHashMap<>();
        headers.forEach(header -> item.put(header, JsonDatasetTest.randomText(random)));
        text.append(writing.row(item.values().stream().map(String.class::cast).toList()));
        expected.add(Json.write(item));
      }
      var config = new ReaderConfig(InputType.CSV, null, delimiter, 0, List.of());
      assertThat(Reading.of(config).text(text.toString())).isEqualTo(expected);
    }
  }
}
