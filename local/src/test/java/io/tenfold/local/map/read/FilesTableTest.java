package io.tenfold.local.map.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenfold.local.asl.Fields;
import io.tenfold.local.asl.QueryLanguage;
import io.tenfold.local.asl.error.DefinitionFaults;
import io.tenfold.local.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The table of docs/files.md: each of its rows is a test, and each file here has a row. */
class FilesTableTest {
  private static final Pattern ROW =
      Pattern.compile("\\| (.+) \\| `(.+?)` \\| `(\\{.+})` \\| (.+) \\|");
  private static final Pattern RUNS = Pattern.compile("([\\d,]+) records?(?:; the first: `(.+)`)?");
  private static final Pattern REFUSED = Pattern.compile("refused: `(.+)`");

  private record Row(String what, String key, String readerConfig, String outcome) {}

  private static List<Row> rows() throws IOException {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("docs/files.md"))) {
      folder = folder.getParent();
    }
    return Files.readAllLines(folder.resolve("docs/files.md"), StandardCharsets.UTF_8).stream()
        .map(ROW::matcher)
        .filter(Matcher::matches)
        .map(row -> new Row(row.group(1), row.group(2), row.group(3), row.group(4)))
        .toList();
  }

  @Test
  void everyFileHasARow() throws IOException {
    assertThat(rows()).extracting(Row::what).containsOnlyOnceElementsOf(files().keySet());
    assertThat(files().keySet()).containsAll(rows().stream().map(Row::what).toList());
  }

  @TestFactory
  Stream<DynamicTest> everyRowIsSo() throws IOException {
    Map<String, byte[]> files = files();
    return rows().stream()
        .map(row -> DynamicTest.dynamicTest(row.what(), () -> check(row, files.get(row.what()))));
  }

  private static void check(Row row, byte[] bytes) throws IOException {
    Map<String, Object> reader =
        Map.of(
            "Resource", "arn:aws:states:::s3:getObject",
            "ReaderConfig", Json.parse(row.readerConfig()),
            "Arguments", Map.of("Bucket", "b", "Key", row.key()));
    Fields map =
        Fields.of(
            Map.of("ItemReader", reader),
            "/States/M",
            "Map state 'M'",
            QueryLanguage.JSONATA,
            new DefinitionFaults());
    ReaderConfig config = ItemReaderFields.of(map).config(null);
    MemoryObjectStore store = new MemoryObjectStore().with(row.key(), bytes);
    ItemReader items = new ItemReader(store, config);
    Matcher refused = REFUSED.matcher(row.outcome());
    if (refused.matches()) {
      assertThatThrownBy(() -> items.open("b", row.key()))
          .isInstanceOf(ItemReaderFailed.class)
          .hasMessageContaining(refused.group(1));
      return;
    }
    Matcher runs = RUNS.matcher(row.outcome());
    assertThat(runs.matches()).as(row.outcome()).isTrue();
    Dataset dataset = items.open("b", row.key());
    assertThat(dataset.count()).isEqualTo(Long.parseLong(runs.group(1).replace(",", "")));
    if (runs.group(2) != null) {
      try (ItemIterator iterator = dataset.items()) {
        assertThat(Json.write(iterator.next().value())).isEqualTo(runs.group(2));
      }
    }
  }

  private static Map<String, byte[]> files() throws IOException {
    byte[] jsonLines = utf8("{\"id\": 1}\n{\"id\": 2}\n");
    byte[] gzip = Reading.gzip("{\"id\": 1}\n{\"id\": 2}\n");
    Map<String, byte[]> files = new HashMap<>();
    files.put("Excel, \"CSV UTF-8\"", utf8("\uFEFFid,name\r\n1,Zoë\r\n2,Émile\r\n"));
    files.put("Excel with semicolons", utf8("\uFEFFid;price\r\n1;3,50\r\n2;4,00\r\n"));
    files.put("semicolons read as commas", utf8("id;name\r\n1;Zoë\r\n"));
    files.put("Excel, \"Unicode Text\"", "\uFEFFid\tname\r\n1\tZoë".getBytes(charset("UTF-16LE")));
    files.put("Excel, \"CSV\"", "id,name\r\n1,Zoë\r\n".getBytes(charset("ISO-8859-1")));
    files.put("an Excel workbook", utf8("PK\3\4\24\0\6\0"));
    files.put(
        "a database's export", utf8("id,note\n1,\"two\nlines, one \"\"cell\"\"\"\n2,\"\"\n\n"));
    files.put("MySQL's export", utf8("id\tpath\n1\tC:\\\\temp\n2\t\\N\n"));
    files.put("inch marks without quotation marks", utf8("id\tpart\n1\t3\" pipe\n"));
    files.put("a quotation mark left open", utf8("id,name\n1,\"Zoë\n2,Émile\n"));
    files.put("rows of other lengths", utf8("id,name\n1\n2,Zoë,x\n"));
    files.put("a column without a name", utf8("id,\n1,Zoë\n"));
    files.put("two columns of one name", utf8("id,name,name\n1,Zoë,Zoë\n"));
    files.put("no row of names", utf8("1|Zoë\n2|Émile\n"));
    files.put("JSON Lines, blank lines and CR LF", utf8("{\"id\": 1}\r\n\r\n{\"id\": 2}\r\n\r\n"));
    files.put("JSON Lines read as JSON", jsonLines);
    files.put("JSON read as JSON Lines", utf8("[\n  {\"id\": 1},\n  {\"id\": 2}\n]\n"));
    files.put("CSV read as JSON", utf8("id,name\n1,Zoë\n"));
    files.put("JSON read as CSV", utf8("[{\"id\": 1}]"));
    files.put("a 50 MB array on one line", arrayOnOneLine(500_000, 100));
    files.put("gzip of several parts", concatenated(gzip, Reading.gzip("{\"id\": 3}\n"), gzip));
    files.put("gzip, cut off", Arrays.copyOf(gzip, gzip.length - 10));
    files.put("gzip under another name", gzip);
    files.put("Zstandard", new byte[] {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, 4, 0});
    files.put("an empty CSV file", new byte[0]);
    files.put("an empty JSON file", new byte[0]);
    files.put("an empty JSON Lines file", new byte[0]);
    files.put("`[]`", utf8("[]"));
    files.put("`{}`", utf8("{}"));
    files.put("an array within an object", utf8("{\"count\": 1, \"orders\": [{\"id\": 1}]}"));
    files.put("an array within an object, named", files.get("an array within an object"));
    return files;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Charset charset(String name) {
    return Charset.forName(name);
  }

  private static byte[] concatenated(byte[]... parts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      bytes.write(part);
    }
    return bytes.toByteArray();
  }

  private static byte[] arrayOnOneLine(int records, int bytesEach) {
    byte[] record = utf8("{\"text\":\"" + "x".repeat(bytesEach - 12) + "\"},");
    byte[] array = new byte[1 + records * record.length];
    array[0] = '[';
    for (int i = 0; i < records; i++) {
      System.arraycopy(record, 0, array, 1 + i * record.length, record.length);
    }
    array[array.length - 1] = ']';
    return array;
  }
}
