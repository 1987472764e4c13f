package io.tenfold.local.map.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.local.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonlDatasetTest {
  private final Reading jsonl = Reading.as(InputType.JSONL);

  @Test
  void eachLineIsAnItem() throws IOException {
    assertThat(jsonl.file("orders.jsonl"))
        .containsExactly("{\"id\":1,\"name\":\"Zoë\"}", "{\"id\":2}", "[3]", "4");
  }

  @Test
  void lineEndsOfEveryKindAndBlankLinesAreNoItems() throws IOException {
    assertThat(jsonl.text("\uFEFF{\"a\":1}\r\n\r\n  \n\t\n{\"a\":2}\n{\"a\":3}"))
        .containsExactly("{\"a\":1}", "{\"a\":2}", "{\"a\":3}");
  }

  @Test
  void anEmptyFileHasNoItems() throws IOException {
    assertThat(jsonl.text("")).isEmpty();
    assertThat(jsonl.text("\n\n")).isEmpty();
  }

  @Test
  void faultIsShownAtItsLineInTheFile() {
    jsonl
        .failing("{\"a\":1}\n\n{\"a\":x}\n")
        .hasMessageContaining("s3://b/in after its first item: line 3, column 6: ");
  }

  @Test
  void aRecordThatSpansLinesFails() {
    jsonl
        .failing("{\"a\":\n1}")
        .hasMessageContaining("line 2, column 2: the record that begins at line 1 ends here");
  }

  @Test
  void jsonGivenAsJsonLinesIsNamed() {
    jsonl
        .failing("[\n  {\"a\": 1},\n  {\"a\": 2}\n]\n")
        .hasMessageContaining("line 4, column 1: this is JSON: one array")
        .hasMessageEndingWith("name InputType JSON");
    jsonl
        .failing("[\"" + "x".repeat(33 << 20) + "\"]")
        .hasMessageContaining("name InputType JSON; the array is over 32 MiB");
  }

  @Test
  void anArrayOverSeveralLinesFurtherOnIsARecordThatSpansLines() {
    jsonl.failing("1\n[\n2]\n").hasMessageContaining("the record that begins at line 2 ends here");
  }

  @Test
  void csvGivenAsJsonLinesIsNamed() {
    jsonl
        .failing("id;name\n1;a\n")
        .hasMessageContaining("line 1, column 1: ")
        .hasMessageEndingWith("if it is delimited text, name InputType CSV");
  }

  @Test
  void twoRecordsOnALineFail() {
    jsonl
        .failing("1\n{\"a\":1} {\"a\":2}\n")
        .hasMessageContaining("line 2, column 9: unexpected text after the line's JSON value");
  }

  @Test
  void deepNestingFailsAtItsLine() {
    jsonl
        .failing("1\n" + "[".repeat(1_001) + "]".repeat(1_001))
        .hasMessageContaining("line 2, column 1002: nested more than 1,000 levels deep");
  }

  @Test
  void invalidUtf8FailsAtItsLine() {
    byte[] bytes = "1\n\"a?b\"\n".getBytes();
    bytes[4] = (byte) 0xE9;
    jsonl
        .failing("in", bytes)
        .hasMessageContaining("line 2, column 3: the byte 0xE9 is not UTF-8; as Windows-1252");
  }

  @Test
  void aFileCutWithinACharacterFails() {
    jsonl
        .failing("in", new byte[] {'"', 'a', (byte) 0xE2, (byte) 0x82})
        .hasMessageContaining("ends within a character");
  }

  @Test
  void aRunawayLineFails() {
    jsonl
        .failing("1\n\"" + "x".repeat(33 << 20))
        .hasMessageContaining("the record after line 1 is over 32 MiB");
  }

  @Test
  void linesLongerThanTheBufferAreWhole() throws IOException {
    Random random = new Random(7);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      lines.add(Json.write(Map.of("i", i, "text", "é".repeat(random.nextInt(60_000)))));
    }
    assertThat(jsonl.text(String.join("\n", lines))).isEqualTo(lines);
  }

  @Test
  void aRecordThatIsCutOffIsNamedByItsOwnLine() throws IOException {
    jsonl
        .failing("{\"a\": 1}\n{\"a\": 2\n{\"a\": 3}\n")
        .hasMessageContaining("line 3, column 1: ")
        .hasMessageContaining("; the record of line 2 does not end in that line");
    jsonl
        .failing("{\"a\": 1}\n{\"a\": 2\n")
        .hasMessageContaining("; the record of line 2 does not end in that line");
  }
}
