package io.tenfold.local.map.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.local.fuzz.Corpus;
import io.tenfold.local.fuzz.Input;
import io.tenfold.local.fuzz.RandomJson;
import io.tenfold.local.fuzz.StrictJson;
import io.tenfold.local.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** The readers, with files that nobody thought of. */
class ReaderPropertyTest {
  private static final String[] JSON_WORDS = {
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    "\"",
    "\\",
    "\\u",
    "\\ud800",
    "\n",
    "\r",
    "\r\n",
    " ",
    "\uFEFF",
    "\u0000",
    "null",
    "tru",
    "NaN",
    "1e400",
    "-0",
    "01",
    "1e2147483648",
    "1e-2147483649",
    "1.",
    "-",
    "12345678901234567890.10",
    "{\"a\":1}",
    "[1]",
    "//",
    "é",
    "😀"
  };
  private static final Corpus JSON = Corpus.of("json", ".json", JSON_WORDS);
  private static final Corpus JSONL = Corpus.of("jsonl", ".jsonl", JSON_WORDS);
  private static final Corpus CSV =
      Corpus.of(
          "csv", ".csv", "\"", "\"\"", ",", "\n", "\r", "\r\n", "\\", "\uFEFF", "\u0000", " ", ";");

  private static final String REFUSED = "refused";

  @Provide
  Arbitrary<Input> json() {
    return Arbitraries.oneOf(JSON.mutated(), RandomJson.arrays().map(Input::of));
  }

  @Provide
  Arbitrary<Input> jsonl() {
    return Arbitraries.oneOf(
        JSONL.mutated(),
        Arbitraries.frequencyOf(Tuple.of(9, RandomJson.lines()), Tuple.of(1, RandomJson.arrays()))
            .list()
            .ofMaxSize(5)
            .map(lines -> Input.of(String.join("\n", lines))));
  }

  @Provide
  Arbitrary<Input> csv() {
    return CSV.mutated();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Property
  void anyJsonIsReadAsItWasCountedOrRefused(@ForAll("json") Input file) throws IOException {
    ReaderContract.of(InputType.JSON).holdsFor(file.bytes());
  }

  @Property
  void anyJsonLinesAreReadAsTheyWereCountedOrRefused(@ForAll("jsonl") Input file)
      throws IOException {
    ReaderContract.of(InputType.JSONL).holdsFor(file.bytes());
  }

  @Property
  void anyCsvIsReadAsItWasCountedOrRefused(@ForAll("csv") Input file) throws IOException {
    ReaderContract.of(InputType.CSV).holdsFor(file.bytes());
  }

  @Property
  void aJsonReaderThatFailedGivesNothingMore(
      @ForAll("json") Input counted, @ForAll("json") Input read) throws IOException {
    ReaderContract.of(InputType.JSON).failsOnceAndForAll(counted.bytes(), read.bytes());
  }

  @Property
  void aJsonLinesReaderThatFailedGivesNothingMore(
      @ForAll("jsonl") Input counted, @ForAll("jsonl") Input read) throws IOException {
    ReaderContract.of(InputType.JSONL).failsOnceAndForAll(counted.bytes(), read.bytes());
  }

  @Property
  void aCsvReaderThatFailedGivesNothingMore(@ForAll("csv") Input counted, @ForAll("csv") Input read)
      throws IOException {
    ReaderContract.of(InputType.CSV).failsOnceAndForAll(counted.bytes(), read.bytes());
  }

  @Property
  void maxItemsReadsTheSameItemsAndNoMore(
      @ForAll("json") Input file, @ForAll @IntRange(min = 1, max = 4) int most) throws IOException {
    List<String> all;
    try {
      all = ReaderContract.of(InputType.JSON).read("in", file.bytes());
    } catch (ItemReaderFailed e) {
      return;
    }
    ReaderConfig config = new ReaderConfig(InputType.JSON, null, ',', most, List.of());
    assertThat(new ReaderContract(config).read("in", file.bytes()))
        .isEqualTo(all.subList(0, Math.min(most, all.size())));
  }

  @Property
  void fieldsOfCsvAreWhatWasWritten(
      @ForAll("rows") List<List<String>> rows,
      @ForAll("delimiters") char delimiter,
      @ForAll Random random)
      throws IOException {
    CsvWriting writing = new CsvWriting(delimiter, random);
    List<String> expected = new ArrayList<>();
    StringBuilder file = new StringBuilder(writing.row(List.of("a", "b", "c")));
    for (List<String> row : rows) {
      Map<String, Object> item = new LinkedHashMap<>();
      for (int i = 0; i < 3; i++) {
        item.put("abc".substring(i, i + 1), row.get(i));
      }
      expected.add(StrictJson.read(Json.write(item)).value());
      file.append(writing.row(row));
    }
    ReaderConfig config = new ReaderConfig(InputType.CSV, null, delimiter, 0, List.of());
    assertThat(new ReaderContract(config).read("in", utf8(file.toString()))).isEqualTo(expected);
  }

  @Provide
  Arbitrary<Character> delimiters() {
    return Arbitraries.of(',', '|', ';', ' ', '\t');
  }

  /** Backslashes, and quotation marks in cells that have none around them, are AWS's own. */
  @Property
  void withoutAwsOwnRulesCsvIsReadAsAnotherLibraryReadsIt(@ForAll("csv") Input file)
      throws IOException {
    String text = new String(file.bytes(), StandardCharsets.UTF_8);
    Assume.that(text.indexOf('\\') < 0 && !text.contains("\"\""));
    List<String> headers = List.of("a", "b", "c");
    ReaderConfig config = new ReaderConfig(InputType.CSV, headers, ',', 0, List.of());
    List<String> read;
    try {
      read = new ReaderContract(config).read("in", file.bytes());
    } catch (ItemReaderFailed e) {
      return;
    }
    List<String> expected = new ArrayList<>();
    CSVFormat format = CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();
    for (CSVRecord row : format.parse(new StringReader(text.replaceFirst("^\uFEFF", "")))) {
      Map<String, Object> item = new LinkedHashMap<>();
      for (int i = 0; i < headers.size(); i++) {
        item.put(headers.get(i), i < row.size() ? row.get(i) : "");
      }
      expected.add(StrictJson.read(Json.write(item)).value());
    }
    assertThat(read).isEqualTo(expected);
  }

  @Provide
  Arbitrary<List<List<String>>> rows() {
    return Arbitraries.strings()
        .withChars("ab 01,;\"'\n\r\\éé€{}[]:|\t")
        .ofMaxLength(6)
        .list()
        .ofSize(3)
        .list()
        .ofMaxSize(6);
  }

  @Property
  void gzipOfAnyMembersIsReadAsWhatItHolds(
      @ForAll("json") Input file,
      @ForAll @Size(max = 3) List<@IntRange(min = 0, max = 100) Integer> cuts)
      throws IOException {
    byte[] bytes = file.bytes();
    ReaderContract contract = ReaderContract.of(InputType.JSON);
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    int from = 0;
    for (int cut : cuts.stream().map(percent -> percent * bytes.length / 100).sorted().toList()) {
      members.write(gzip(bytes, from, cut));
      from = cut;
    }
    members.write(gzip(bytes, from, bytes.length));
    assertThat(outcome(contract, "in.gz", members.toByteArray()))
        .isEqualTo(outcome(contract, "in", bytes));
  }

  private static byte[] gzip(byte[] bytes, int from, int to) throws IOException {
    ByteArrayOutputStream member = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(member)) {
      gzip.write(bytes, from, to - from);
    }
    return member.toByteArray();
  }

  private static String outcome(ReaderContract contract, String key, byte[] bytes)
      throws IOException {
    try {
      return contract.read(key, bytes).toString();
    } catch (ItemReaderFailed e) {
      // Of two faults, the one that is found first depends on how the bytes came.
      return REFUSED;
    }
  }

  @Property
  void damagedGzipIsRefusedOrStillHoldsEveryItem(
      @ForAll("json") Input file,
      @ForAll @IntRange(min = 0, max = 9_999) int place,
      @ForAll @IntRange(min = 1, max = 255) int flipped,
      @ForAll boolean cutOff)
      throws IOException {
    byte[] bytes = file.bytes();
    ReaderContract contract = ReaderContract.of(InputType.JSON);
    byte[] whole = gzip(bytes, 0, bytes.length);
    String before = outcome(contract, "in.gz", whole);
    int at = (int) (place / 10_000.0 * whole.length);
    byte[] damaged = cutOff ? Arrays.copyOf(whole, at) : whole.clone();
    if (!cutOff) {
      damaged[at] ^= (byte) flipped;
    }
    assertThat(outcome(contract, "in.gz", damaged))
        .matches(outcome -> outcome.equals(before) || outcome.equals(REFUSED));
  }
}
