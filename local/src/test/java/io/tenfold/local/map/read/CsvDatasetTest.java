package io.tenfold.local.map.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.local.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
  void duplicateAndEmptyHeadersFail() {
    csv.failing("a,b,a\n1,2,3").hasMessageContaining("header row: two columns are named \"a\"");
    csv.failing("a,,b\n").hasMessageContaining("header row: column 2 has no name");
    given(',', "a", "a").failing("1").hasMessageContaining("CSVHeaders: two columns");
    csv.failing("x".repeat(11_000) + "\n1").hasMessageContaining("over 10 KiB");
  }

  @Test
  void anOpenQuoteFailsWhereItsRowBegins() {
    csv.failing("a,b\n1,2\n3,\"4\n5,6\n")
        .hasMessageContaining("after its first 1 items: the row that begins at line 3: ");
  }

  @Test
  void textAfterAClosingQuoteFails() {
    csv.failing("a,b\n\"1\"x,2\n").hasMessageContaining("the row that begins at line 2: ");
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
    csv.failing("in", bytes).hasMessageContaining("line 3, column 2: the byte 0xFF is not UTF-8");
  }

  @Test
  void maxItemsCountsFromAfterTheHeaders() throws IOException {
    var two = new ReaderConfig(InputType.CSV, null, ',', 2, List.of());
    assertThat(Reading.of(two).text("a\n1\n2\n\"3")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(chars = {',', '|', ';', ' ', '\t'})
  void randomRowsSurviveARoundTrip(char delimiter) throws IOException {
    Random random = new Random(delimiter);
    for (int round = 0; round < 60; round++) {
      int columns = 2 + random.nextInt(4);
      List<String> headers = new ArrayList<>();
      for (int i = 0; i < columns; i++) {
        headers.add("column" + i);
      }
      StringBuilder text = new StringBuilder(String.join("" + delimiter, headers)).append("\r\n");
      List<String> expected = new ArrayList<>();
      for (int row = random.nextInt(20); row > 0; row--) {
        Map<String, Object> item = new LinkedHashMap<>();
        for (int i = 0; i < columns; i++) {
          String value = JsonDatasetTest.randomText(random);
          item.put(headers.get(i), value);
          boolean plain = value.matches("[a-bé€: ]+") && value.indexOf(delimiter) < 0;
          text.append(i == 0 ? "" : "" + delimiter)
              .append(plain ? value : "\"" + value.replace("\"", "\"\"") + "\"");
        }
        text.append(random.nextBoolean() ? "\r\n" : "\n");
        expected.add(Json.write(item));
      }
      var config = new ReaderConfig(InputType.CSV, null, delimiter, 0, List.of());
      assertThat(Reading.of(config).text(text.toString())).isEqualTo(expected);
    }
  }
}
