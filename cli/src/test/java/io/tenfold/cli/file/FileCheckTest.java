package io.tenfold.cli.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.local.map.read.InputType;
import io.tenfold.local.map.read.ReaderConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCheckTest {
  /**
   * What {@code {"index":0,"record":"","origin":"0123456789abcdef","textValues":false}} takes
   * besides the text.
   */
  private static final int ENVELOPE = 86;

  private static final ReaderConfig ARRAY = ReaderConfig.of(InputType.JSON);

  @TempDir Path folder;

  private FileCheck check(String content) throws IOException {
    return FileCheck.of(Files.writeString(folder.resolve("records.json"), content), ARRAY);
  }

  @Test
  void aGoodFileIsCounted() throws IOException {
    assertThat(check("[1, {\"a\": 2},\n null]"))
        .isEqualTo(new FileCheck(3, java.util.List.of(), 0));
    assertThat(check("[]").records()).isZero();
  }

  @Test
  void theFirstThatIsNotJsonIsLocated() throws IOException {
    FileCheck check = check("[1,\n {\"a\":}]");
    assertThat(check.faults()).hasSize(1);
    assertThat(check.faults().get(0))
        .contains("records.json")
        .contains("line 2, column 7")
        .doesNotContain("s3://");
  }

  @Test
  void theFirstFiveLinesThatAreNoJsonAreLocated() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("r.jsonl"),
            "1\n{\"a\":}\n\n{\"b\": 2}\n{\"c\" 3}\n[1,\n" + "x\n".repeat(9));
    List<String> faults = FileCheck.of(file, ReaderConfig.of(InputType.JSONL)).faults();
    assertThat(faults).hasSize(5);
    assertThat(faults.get(0)).contains("line 2, column 6");
    assertThat(faults.get(1)).contains("r.jsonl: line 5, column 6: ");
    assertThat(faults.get(2)).contains("r.jsonl: line 6, column 4: ");
    assertThat(faults.get(4)).contains("r.jsonl: line 8, column ");
  }

  @Test
  void aNumberHoldsNoRecords() throws IOException {
    assertThat(check("17").faults().get(0)).contains("is a number");
  }

  @Test
  void aRecordMayHave256KibWithItsEnvelope() throws IOException {
    String largest = "x".repeat(262_144 - ENVELOPE);
    assertThat(check("[\"" + largest + "\"]").faults()).isEmpty();
    assertThat(check("[\"" + largest + "x\"]").faults().get(0))
        .contains("line 1, column 2: record 0 has 262,145 bytes");
  }

  @Test
  void parametersTakeTheirPartAndABatchHasLess() throws IOException {
    Path file = Files.writeString(folder.resolve("r.json"), "[\"" + "x".repeat(244_700) + "\", 1]");
    assertThat(FileCheck.of(file, ARRAY).faults()).isEmpty();
    Map<String, Object> batch = Map.of("batchSize", 2);
    assertThat(FileCheck.of(file, ARRAY, FileCheck.Room.of(batch)).faults())
        .singleElement()
        .asString()
        .contains("record 0 has 244,", "a record in a batch may have 244,734");
    Path large = Files.writeString(folder.resolve("l.json"), "[\"" + "x".repeat(262_000) + "\"]");
    Map<String, Object> parameters = Map.of("parameters", Map.of("a", "x".repeat(100)));
    assertThat(FileCheck.of(large, ARRAY).faults()).isEmpty();
    assertThat(FileCheck.of(large, ARRAY, FileCheck.Room.of(parameters)).faults()).hasSize(1);
  }

  @Test
  void theFirstFiveThatAreTooLargeAreLocated() throws IOException {
    String large = "{\"text\": \"" + "é".repeat(140_000) + "\"}";
    FileCheck check = check("[0,\n  " + (large + ",\n").repeat(6) + "[7, [8]], " + large + "]");
    assertThat(check.faults()).hasSize(5);
    assertThat(check.faults().get(0)).contains("line 2, column 3: record 1 has 280,");
    assertThat(check.faults().get(4)).contains("line 6, column 1: record 5 has");
    assertThat(check.more()).isEqualTo(2);
  }

  @Test
  void aCompressedFileIsReadAsItsContent() throws IOException {
    Path file = folder.resolve("records.json.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(("[1,\n\"" + "x".repeat(300_000) + "\"]").getBytes(StandardCharsets.UTF_8));
    }
    assertThat(FileCheck.of(file, ARRAY).faults().get(0)).contains("line 2, column 1: record 1");
  }

  @Test
  void aRecordThatIsTooLargeHasAPlaceInEveryFormat() throws IOException {
    String large = "x".repeat(300_000);
    Path lines = Files.writeString(folder.resolve("x.jsonl"), "1\n\n\"" + large + "\"\n");
    assertThat(FileCheck.of(lines, ReaderConfig.of(InputType.JSONL)).faults().get(0))
        .contains("x.jsonl: line 3: record 1 has 300,");
    Path rows =
        Files.writeString(folder.resolve("x.csv"), "a,b\n\n\"1\n\",\n\n\"\n\"," + large + "\n");
    assertThat(FileCheck.of(rows, ReaderConfig.of(InputType.CSV)).faults().get(0))
        .contains("x.csv: line 6: record 1 has 300,");
    assertThat(check("{\"a\": 1,\n \"b\": \"" + large + "\"}").faults().get(0))
        .contains("line 2, column 7: record 1 has 300,");
  }
}
