package io.tenfold.local.map.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenfold.local.json.Json;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDatasetTest {
  private final Reading json = Reading.as(InputType.JSON);

  private static Reading pointingAt(String... tokens) {
    return Reading.of(new ReaderConfig(InputType.JSON, null, ',', 0, List.of(tokens)));
  }

  private static Reading upTo(long maxItems) {
    return Reading.of(new ReaderConfig(InputType.JSON, null, ',', maxItems, List.of()));
  }

  @Test
  void itemsKeepTheirOrderAndEveryKindOfValue() throws IOException {
    assertThat(json.file("every-kind.json"))
        .containsExactly(
            Json.write(Json.parse("{\"id\": 1, \"name\": \"Ärger 💶\"}")),
            "[1,[2,{\"a\":[]}]]",
            "\"text, with \\\"quotes\\\" and ] brackets }\"",
            "12345678901234567890.123456789",
            "-0.5",
            "true",
            "null",
            "{}");
  }

  @Test
  void emptyArrayHasNoItems() throws IOException {
    assertThat(json.text(" [ ] \n")).isEmpty();
  }

  @Test
  void aDatasetCanBeReadAgain() throws IOException {
    Dataset dataset = new ItemReader(json.store().with("k", "[1,2]"), json.config()).open("b", "k");
    assertThat(Reading.values(dataset))
        .isEqualTo(Reading.values(dataset))
        .containsExactly("1", "2");
  }

  @Test
  void byteOrderMarkIsSkipped() throws IOException {
    assertThat(json.text("\uFEFF[1]")).containsExactly("1");
  }

  @Test
  void emptyFileSaysWhatAnEmptyDatasetIs() {
    json.failing("").hasMessage("Can't read s3://b/in: the file is empty; an empty dataset is []");
    json.failing(" \n ").hasMessageContaining("the file is empty");
  }

  @Test
  void anObjectsEntriesAreItems() throws IOException {
    assertThat(json.text("{\"a\":{\"x\":1},\"b\":[2], \"\":null}"))
        .containsExactly(
            "{\"Key\":\"a\",\"Value\":{\"x\":1}}",
            "{\"Key\":\"b\",\"Value\":[2]}",
            "{\"Key\":\"\",\"Value\":null}");
    assertThat(json.text("{}")).isEmpty();
    assertThat(pointingAt("data").text("{\"n\": 1, \"data\": {\"k\": 7}, \"m\": {}}"))
        .containsExactly("{\"Key\":\"k\",\"Value\":7}");
    json.failing("{\"a\": 1, \"b\": tru}").hasMessageContaining("line 1, column ");
    json.failing("{\"a\": 1").hasMessageContaining("ends too early");
  }

  @Test
  void aScalarHoldsNoRecordsAsOnAws() {
    json.failing("\"orders\"")
        .hasMessage(
            "Attempting to map over non-iterable node. In s3://b/in, the document is a string, and"
                + " a dataset is an array of records; put the records in [ ]");
    json.failing("17").hasMessageContaining("the document is a number");
    json.failing("true").hasMessageContaining("the document is a boolean");
    json.failing("null").hasMessageContaining("the document is null");
  }

  @Test
  void jsonLinesGivenAsJsonAreNamed() {
    json.failing("{\"id\": 1, \"lines\": [1]}\n\n{\"id\": 2}\n")
        .hasMessageContaining("line 3, column 1: this is JSON Lines: a second JSON value begins")
        .hasMessageEndingWith("name InputType JSONL");
    json.failing("[1]\n[2]\n")
        .hasMessageContaining("line 2, column 1: unexpected text after the end of the document")
        .hasMessageContaining("name InputType JSONL");
  }

  @ParameterizedTest
  @ValueSource(strings = {"id,name\n1,a\n", "\"id\",\"name\"\n", "1;2\n3;4\n"})
  void csvGivenAsJsonIsNamed(String document) {
    json.failing(document)
        .hasMessageContaining("line 1, column ")
        .hasMessageEndingWith(
            "this does not begin like JSON: if it is delimited text, name InputType CSV");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "\"text\"", "null", "true"})
  void whatIsNoArrayFailsAsOnAws(String document) {
    json.failing(document).hasMessageStartingWith("Attempting to map over non-iterable node.");
  }

  @Test
  void malformedJsonIsShownWithLineAndColumn() throws IOException {
    json.failing("broken.json", Reading.resource("broken.json"))
        .hasMessageStartingWith("Can't read s3://b/broken.json after its first 2 items: line 4,")
        .hasMessageContaining("column 21: Unrecognized token 'oops'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1,2", "[1,", "[", "[{\"a\":1}", "[{\"a\":", "[\"te", "[tru", "[1,2]]"})
  void truncatedOrOverlongDocumentFailsWithItsPlace(String document) {
    json.failing(document).hasMessageContaining("line 1, column ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[1,]", "[,1]", "[1 2]", "[{\"a\":1,}]", "[NaN]", "['a']", "[01]", "[1]x"})
  void whatOtherParsersForgiveFails(String document) {
    json.failing(document).hasMessageContaining("line 1, column ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1][2]", "[1]\n[2]", "[1] 2", "[1]{}"})
  void aSecondDocumentFails(String document) {
    json.failing(document).hasMessageContaining("unexpected text after the end of the document");
  }

  @Test
  void aThousandLevelsAreReadAndOneMoreFails() throws IOException {
    assertThat(json.text("[".repeat(1_000) + "]".repeat(1_000))).hasSize(1);
    json.failing("[\n" + "[".repeat(1_000) + "]".repeat(1_000) + "\n]")
        .hasMessageContaining("line 2, column 1001: nested more than 1,000 levels deep");
  }

  @Test
  void aNumberTooLongToConvertFailsInTheFirstPass() {
    for (String number : List.of("9".repeat(1_001), "0." + "9".repeat(1_001))) {
      json.failing("[1, " + number + "]").hasMessageContaining("1,000 digits");
    }
  }

  @Test
  void invalidUtf8IsShownWithLineAndColumn() {
    byte[] latin1 = "[\"ok\",\n \"M\u00fcller\"]".getBytes(StandardCharsets.ISO_8859_1);
    json.failing("in", latin1)
        .hasMessageContaining(
            "line 2, column 4: the byte 0xFC is not UTF-8; as Windows-1252 (Latin-1) it is 'ü': if"
                + " that is right, convert the file: iconv -f WINDOWS-1252 -t UTF-8 FILE >"
                + " NEW-FILE");
  }

  @Test
  void windowsQuotationMarksAreShown() {
    json.failing("in", new byte[] {'[', '"', (byte) 0x84, '"', ']'})
        .hasMessageContaining("the byte 0x84 is not UTF-8; as Windows-1252 (Latin-1) it is '„'");
    json.failing("in", new byte[] {'[', '"', (byte) 0x81, '"', ']'})
        .hasMessageContaining("the byte 0x81 is not UTF-8; save the file as UTF-8");
  }

  @Test
  void twoEncodingsInOneFileAreNamed() {
    byte[] mixed = "[\"Zo\u00c3\u00ab\", \"M\u00fcller\"]".getBytes(StandardCharsets.ISO_8859_1);
    json.failing("in", mixed)
        .hasMessageContaining("line 1, column 12: the byte 0xFC is not UTF-8, though there are")
        .hasMessageContaining("two encodings");
  }

  @ParameterizedTest
  @ValueSource(strings = {"C0 80", "ED A0 80", "F4 90 80 80", "E2 82 22", "80", "F8 88 80 80 80"})
  void overlongSurrogateAndCutSequencesAreNotUtf8(String hex) {
    byte[] bytes =
        ("[\"" + "x".repeat(hex.split(" ").length) + "\"]").getBytes(StandardCharsets.UTF_8);
    int at = 2;
    for (String b : hex.split(" ")) {
      bytes[at++] = (byte) Integer.parseInt(b, 16);
    }
    json.failing("in", bytes).hasMessageContaining("line 1, column ").hasMessageContaining("UTF-8");
  }

  @Test
  void utf16AndBinaryAreNamed() {
    json.failing("in", "[1]".getBytes(StandardCharsets.UTF_16))
        .hasMessageContaining(
            "it is encoded in UTF-16, not in UTF-8; convert it: iconv -f UTF-16 -t");
    json.failing("in", "[1]".getBytes(StandardCharsets.UTF_16LE))
        .hasMessageContaining("iconv -f UTF-16LE -t UTF-8 FILE > NEW-FILE");
    json.failing("in", "[1]".getBytes(StandardCharsets.UTF_16BE))
        .hasMessageContaining("iconv -f UTF-16BE -t UTF-8");
    json.failing("in", "\uFEFF[1]".getBytes(Charset.forName("UTF-32LE")))
        .hasMessageContaining("iconv -f UTF-32 -t UTF-8");
    json.failing("in", "[1,\0]".getBytes(StandardCharsets.UTF_8))
        .hasMessageContaining("line 1, column 4: there is a NUL character");
  }

  @Test
  void pointerLeadsToTheArray() throws IOException {
    assertThat(pointingAt("data", "a/b", "1").file("nested.json")).containsExactly("10", "20");
  }

  @Test
  void pointerThatLeadsNowhereNamesTheStep() throws IOException {
    byte[] nested = Reading.resource("nested.json");
    pointingAt("data", "c~d").failing("in", nested).hasMessageContaining("has no /data/c~0d");
    pointingAt("data", "a/b", "7").failing("in", nested).hasMessageContaining("no /data/a~1b/7");
    pointingAt("data", "a/b", "01").failing("in", nested).hasMessageContaining("no /data/a~1b/01");
    pointingAt("n").failing("{\"n\": 1}").hasMessageContaining("what stands at /n is a number");
  }

  @Test
  void whatFollowsThePointersArrayIsValidatedToo() {
    pointingAt("a").failing("{\"a\":[1],\"b\":tru}").hasMessageContaining("line 1, column ");
    pointingAt("a").failing("{\"a\":[1]").hasMessageContaining("line 1, column ");
    pointingAt("a").failing("{\"a\":[1]} {}").hasMessageContaining("unexpected text");
  }

  @Test
  void maxItemsIgnoresWhatFollows() throws IOException {
    assertThat(upTo(2).text("[1,2,3, broken")).containsExactly("1", "2");
    assertThat(upTo(5).text("[1,2]")).containsExactly("1", "2");
    upTo(5).failing("[1,2, broken").hasMessageContaining("line 1, column ");
  }

  @Test
  void aRecordOverAChildsInputIsDelivered() throws IOException {
    String large = "\"" + "x".repeat(300 * 1024) + "\"";
    assertThat(json.text("[" + large + "]")).containsExactly(large);
  }

  @Test
  void aRunawayRecordFails() {
    json.failing("[1,\"" + "x".repeat(33 << 20) + "\"]")
        .hasMessageContaining("a record is over 32 MiB");
  }

  @Test
  void missingObjectAndBucketAreNamed() {
    ItemReader reader = new ItemReader(json.store(), json.config());
    assertThatThrownBy(() -> reader.open("b", "nowhere.json"))
        .isInstanceOf(ItemReaderFailed.class)
        .hasMessageStartingWith("S3.NoSuchKeyException: ")
        .hasMessageContaining("s3://b/nowhere.json");
    assertThatThrownBy(() -> reader.open("other", "k"))
        .isInstanceOf(ItemReaderFailed.class)
        .hasMessageStartingWith("S3.NoSuchBucketException: ")
        .hasMessageContaining("s3://other/k");
  }

  @Test
  void anObjectReplacedAfterCountingFails() throws IOException {
    Dataset dataset = new ItemReader(json.store().with("k", "[1,2]"), json.config()).open("b", "k");
    json.store().with("k", "[3,4]");
    assertThatThrownBy(dataset::items)
        .isInstanceOf(ItemReaderFailed.class)
        .hasMessageContaining("s3://b/k changed while it was being processed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1]", "[1,2,3]"})
  void aCountThatChangedUnderTheSameTagFails(String changed) throws IOException {
    MemoryObjectStore store = json.store().with("k", "[1,2]");
    Dataset dataset = new ItemReader(store, json.config()).open("b", "k");
    store.objects.put(
        "k", new MemoryObjectStore.Stored(changed.getBytes(), store.objects.get("k").eTag()));
    assertThatThrownBy(() -> Reading.values(dataset))
        .isInstanceOf(ItemReaderFailed.class)
        .hasMessageContaining("changed while it was being processed (it had 2 items");
  }

  @Test
  void randomDocumentsAreSlicedAsTheyWereWritten() throws IOException {
    Random random = new Random(20);
    for (int round = 0; round < 200; round++) {
      List<Object> document = new ArrayList<>();
      for (int i = random.nextInt(20); i > 0; i--) {
        document.add(randomValue(random, 4));
      }
      byte[] text = random.nextBoolean() ? Json.writeBytes(document) : Json.writePretty(document);
      assertThat(json.bytes("in" + round, text))
          .isEqualTo(document.stream().map(Json::write).toList());
    }
  }

  private static Object randomValue(Random random, int depth) {
    switch (random.nextInt(depth == 0 ? 4 : 6)) {
      case 0:
        return random.nextInt();
      case 1:
        return random.nextBoolean() ? null : random.nextBoolean();
      case 2:
        return random.nextInt(2_000_000) / 64.0 + 0.5 / 64;
      case 3:
        return randomText(random);
      case 4:
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          list.add(randomValue(random, depth - 1));
        }
        return list;
      default:
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          map.put(randomText(random), randomValue(random, depth - 1));
        }
        return map;
    }
  }

  static String randomText(Random random) {
    String alphabet = "ab\",\\[]{}:\n\r\t é€💶;| ";
    int[] points = alphabet.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      text.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return text.toString();
  }
}
