package io.tenfold.cli.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenfold.cli.console.UserError;
import io.tenfold.local.json.Json;
import io.tenfold.local.map.read.InputType;
import io.tenfold.local.map.read.Item;
import io.tenfold.local.map.read.ItemIterator;
import io.tenfold.local.map.read.ItemReader;
import io.tenfold.local.map.read.ReaderConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is converted is read again by the engine's own reader, and is the same. */
class FileConversionTest {
  private static final ReaderConfig ARRAY = ReaderConfig.of(InputType.JSON);
  private static final ReaderConfig LINES = ReaderConfig.of(InputType.JSONL);
  private static final ReaderConfig WITHIN =
      new ReaderConfig(InputType.JSON, null, ',', 0, List.of("a \"b\"", "c/~"));
  private static final ReaderConfig COMMAS = ReaderConfig.of(InputType.CSV);
  private static final ReaderConfig TABS =
      new ReaderConfig(InputType.CSV, null, '\t', 0, List.of());

  /** The columns in another order than the file has them. */
  private static final ReaderConfig NAMED =
      new ReaderConfig(InputType.CSV, List.of("b", "a"), ';', 0, List.of());

  private static final String ROWS =
      "a,b\n1,\"x, \"\"y\"\"\"\n\"two\nlines\",é𝄞\n,\n\"semi;colon\ttab\",\" back \\\\ slash\"\n";

  @TempDir Path folder;

  static Stream<ReaderConfig[]> fromTexts() {
    return Stream.of(ARRAY, WITHIN, LINES, COMMAS, TABS, NAMED)
        .map(to -> new ReaderConfig[] {COMMAS, to});
  }

  static Stream<ReaderConfig[]> fromJson() {
    return Stream.of(ARRAY, WITHIN, LINES)
        .flatMap(from -> Stream.of(ARRAY, WITHIN, LINES).map(to -> new ReaderConfig[] {from, to}));
  }

  private List<Object> converted(Path file, ReaderConfig from, ReaderConfig to) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new FileConversion(file, from, to).write(out);
    return read(Files.write(folder.resolve("converted"), out.toByteArray()), to);
  }

  private static List<Object> read(Path file, ReaderConfig reader) throws IOException {
    List<Object> values = new ArrayList<>();
    try (ItemIterator items =
        new ItemReader(new FileObject(file), reader).open("b", file.toString()).items()) {
      for (Item item = items.next(); item != null; item = items.next()) {
        values.add(item.value());
      }
    }
    return values;
  }

  @ParameterizedTest
  @MethodSource("fromTexts")
  void rowsStayAsTheyAre(ReaderConfig from, ReaderConfig to) throws IOException {
    Path file = Files.writeString(folder.resolve("x.csv"), ROWS);
    assertThat(converted(file, from, to))
        .isEqualTo(read(file, from))
        .contains(Map.of("a", "1", "b", "x, \"y\""))
        .hasSize(4);
  }

  @ParameterizedTest
  @MethodSource("fromJson")
  void jsonStaysAsItIs(ReaderConfig from, ReaderConfig to) throws IOException {
    List<Object> records = new ArrayList<>();
    for (String json :
        new String[] {"{\"a\":[1,null]}", "1e-400", "12345678901234567890", "\"é\\n\"", "[]"}) {
      records.add(Json.parse(json));
    }
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    RecordWriter writer = new RecordWriter(content, from);
    for (Object record : records) {
      writer.record(record);
    }
    writer.finish();
    Path file = Files.write(folder.resolve("x"), content.toByteArray());
    assertThat(converted(file, from, to)).isEqualTo(records);
    assertThat(Json.write(converted(file, from, to)))
        .isEqualTo("[{\"a\":[1,null]},1e-400,12345678901234567890,\"é\\n\",[]]");
  }

  @Test
  void anEmptyFileStaysEmpty() throws IOException {
    Path file = Files.writeString(folder.resolve("x.json"), "[]");
    assertThat(converted(file, ARRAY, LINES)).isEmpty();
    assertThat(converted(file, ARRAY, WITHIN)).isEmpty();
  }

  @Test
  void jsonHasNoRows() {
    assertThatThrownBy(() -> new FileConversion(Path.of("x.json"), ARRAY, COMMAS))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("x.json is json, and the stack reads CSV")
        .hasMessageContaining("input_type");
  }

  @Test
  void aColumnThatTheStackNamesHasToBeThere() throws IOException {
    Path file = Files.writeString(folder.resolve("x.csv"), "a,c\n1,2\n");
    assertThatThrownBy(() -> converted(file, COMMAS, NAMED))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("has no column 'b'")
        .hasMessageContaining("It has: a, c.");
  }

  @Test
  void textsAreSaidToBeTextsWhereTheStackWouldNotKnow() {
    Path file = Path.of("x.csv");
    assertThat(new FileConversion(file, COMMAS, ARRAY).makesTexts()).isTrue();
    assertThat(new FileConversion(file, COMMAS, TABS).makesTexts()).isFalse();
    assertThat(new FileConversion(file, LINES, ARRAY).makesTexts()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("fromTexts")
  void anEnvelopeIsInOneColumn(ReaderConfig from, ReaderConfig to) throws IOException {
    String envelope = "{\"index\":3,\"record\":{\"a\":\"x,;\\t\\\"\\\\ \\n+%é\"}}";
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    RecordWriter writer = new RecordWriter(content, to);
    writer.envelope(envelope);
    writer.envelope(envelope);
    writer.finish();
    Path file = Files.write(folder.resolve("x"), content.toByteArray());
    List<Object> read = read(file, to);
    assertThat(read).hasSize(2);
    Object value = read.get(1);
    String text =
        to.textValues()
            ? java.net.URLDecoder.decode(
                String.join(
                    "", ((Map<?, ?>) value).values().stream().map(Object::toString).toList()),
                StandardCharsets.UTF_8)
            : Json.write(value);
    assertThat(text).isEqualTo(envelope);
  }
}
