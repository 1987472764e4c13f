package io.tenfold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.cli.console.ExitCode;
import io.tenfold.local.folder.FolderObjectStore;
import io.tenfold.local.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A folder's files, or the objects below a prefix, become records, on this machine. */
class ObjectsAsRecordsTest {
  private static final Instant FIRST = Instant.parse("2026-11-01T00:00:00Z");

  @TempDir Path temporary;

  private Path scans;
  private Path folder;
  private Path function;

  @BeforeEach
  void someFiles() throws IOException {
    folder = temporary.resolve("work");
    function = TestFunction.packageIn(temporary.resolve("function"));
    scans = Files.createDirectories(temporary.resolve("scans"));
    file("a/b c.pdf", "four", FIRST);
    file("a-b.txt", "x", FIRST.plusSeconds(1));
    file("Ä\\\"b\".pdf", "", FIRST.plusSeconds(2));
  }

  private Path file(String name, String content, Instant modified) throws IOException {
    Path file = scans.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    return Files.setLastModifiedTime(file, FileTime.from(modified));
  }

  private InProcess run(String... words) {
    List<String> line = new ArrayList<>(List.of("run"));
    line.addAll(List.of(words));
    line.addAll(List.of("--folder", folder.toString(), "--function", function.toString()));
    return InProcess.run(line.toArray(String[]::new));
  }

  private static void assertRefused(InProcess ended, int code, String... says) {
    assertThat(ended.code()).as(ended.out() + ended.err()).isEqualTo(code);
    assertThat(ended.err()).contains(says);
    assertThat(ended.out()).doesNotContain("Uploaded", "Started");
  }

  /** Returns the records of the run that was started last. */
  private List<Map<?, ?>> records() throws IOException {
    InProcess results =
        InProcess.run("results", "last", "--with-input", "--local", "--folder", folder.toString());
    assertThat(results.code()).as(results.err()).isEqualTo(ExitCode.SUCCEEDED);
    List<Map<?, ?>> records = new ArrayList<>();
    for (String line : results.out().lines().toList()) {
      records.add((Map<?, ?>) ((Map<?, ?>) Json.parse(line)).get("record"));
    }
    return records;
  }

  private List<Object> keys() throws IOException {
    return records().stream().map(record -> (Object) record.get("key")).toList();
  }

  @Test
  void eachFileOfAFolderIsARecord() throws IOException {
    InProcess ended = run(scans.toString());
    assertThat(ended.code()).as(ended.out() + ended.err()).isEqualTo(ExitCode.SUCCEEDED);
    assertThat(ended.out())
        .contains("Listed   " + scans.toRealPath() + ": 3 objects\n")
        .contains("input/scans.jsonl-")
        .contains("= 3 records, each accounted for exactly once");
    assertThat(keys()).containsExactly("a-b.txt", "a/b c.pdf", "Ä\\\"b\".pdf");
    Map<?, ?> record = records().get(1);
    assertThat(record.get("eTag")).asString().matches("\"[0-9a-f-]+\"");
    assertThat(record.get("bucket")).isEqualTo(scans.toRealPath().toString());
    assertThat(record.get("size")).isEqualTo(4);
    assertThat(record.get("lastModified")).isEqualTo("2026-11-01T00:00:00Z");
    assertThat(record).hasSize(5);
  }

  @Test
  void suffixesAndATimeChoose() throws IOException {
    InProcess ended = run(scans + "/", "--suffix", ".pdf");
    assertThat(ended.out()).contains(": 2 objects of 3, by --suffix and --newer-than");
    assertThat(keys()).containsExactly("a/b c.pdf", "Ä\\\"b\".pdf");

    run(scans.toString(), "--suffix", ".txt", "--suffix", ".png");
    assertThat(keys()).containsExactly("a-b.txt");

    run(scans.toString(), "--newer-than", "2026-11-01T01:00:01+01:00");
    assertThat(keys()).containsExactly("Ä\\\"b\".pdf");
  }

  @ParameterizedTest
  @ValueSource(strings = {"172800s", "2880m", "48h", "2d"})
  void aTimeMayBeADuration(String twoDays) throws IOException {
    Instant now = Instant.now();
    file("young", "x", now.minus(Duration.ofHours(47)));
    file("old", "x", now.minus(Duration.ofHours(49)));
    run(scans.toString(), "--newer-than", twoDays);
    assertThat(keys()).containsExactly("young");
  }

  @Test
  void aTimeThatIsNoneIsRefused() {
    assertRefused(
        run(scans.toString(), "--newer-than", "yesterday"), ExitCode.USAGE, "but was yesterday");
  }

  @Test
  void linksAreNotFollowedAndThatIsSaid() throws IOException {
    Files.createSymbolicLink(scans.resolve("link"), scans);
    InProcess ended = run(scans.toString());
    assertThat(ended.out()).contains("3 objects, but for 1 symbolic link, which are not followed");
    assertThat(keys()).hasSize(3);
  }

  @Test
  void theBatchesOwnFilesAreNoRecords() throws IOException {
    folder = scans.resolve(".tenfold");
    InProcess ended = run(scans.toString());
    assertThat(ended.out()).contains("3 objects, but for ", "where the batches are");
    run(scans.toString());
    assertThat(keys()).hasSize(3);
    assertRefused(run(folder.resolve("s3").toString()), ExitCode.ERROR, "own batches");
  }

  @Test
  void nothingFoundRunsNothing() throws IOException {
    assertRefused(run(scans.toString(), "--suffix", ".png"), ExitCode.ERROR, "of 3 that are there");
    Path empty = Files.createDirectories(temporary.resolve("empty"));
    assertRefused(run(empty.toString()), ExitCode.ERROR, "There is no object in ", "empty");
    assertThat(folder.resolve("s3/tenfold-local")).isEmptyDirectory();
    assertRefused(run("none-of-that/"), ExitCode.ERROR, "There is no object in ", "none-of-that");
  }

  @Test
  void theObjectsBelowAPrefixAreRecords() throws IOException {
    FolderObjectStore store = new FolderObjectStore(folder.resolve("s3"));
    store.createBucket("tenfold-local");
    store.put("tenfold-local", "images/1.png", scans.resolve("a-b.txt"));
    store.put("tenfold-local", "imagesOfOthers/1.png", scans.resolve("a-b.txt"));
    run("images/");
    assertThat(keys()).containsExactly("images/1.png");
    assertThat(records().get(0).get("bucket")).isEqualTo("tenfold-local");

    InProcess whole = run("s3://tenfold-local/");
    assertThat(whole.out())
        .contains(": 2 objects, but for ", "of the stack's own batches, below input/ and results/");
    assertThat(keys()).containsExactly("images/1.png", "imagesOfOthers/1.png");
    assertRefused(run("input/"), ExitCode.ERROR, "this stack's own batches");
    assertRefused(run("results/x/"), ExitCode.ERROR, "this stack's own batches");
    assertRefused(run("s3://nowhere/x/"), ExitCode.ERROR, "There is no bucket \"nowhere\"");
  }

  @Test
  void anOptionThatWouldCountForNothingIsRefused() throws IOException {
    Path records = Files.writeString(temporary.resolve("x.json"), "[1]");
    assertRefused(
        run(records.toString(), "--suffix", ".pdf"), ExitCode.USAGE, "--suffix and --newer-than");
    assertRefused(run(scans.toString(), "--format", "csv"), ExitCode.USAGE, "--format, ");
  }

  private String workflow(String reader) throws IOException {
    Path workflow = temporary.resolve("workflow.json");
    String text = Files.readString(Path.of("..", "statemachine.asl.json"));
    String type = reader.replaceAll(".*\"InputType\": \"([A-Z]+)\".*", "$1");
    return Files.writeString(
            workflow,
            text.replace("\"InputType\": \"${input_type}\"", reader).replace("${input_type}", type))
        .toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"InputType\": \"CSV\", \"CSVHeaderLocation\": \"FIRST_ROW\"",
        "\"InputType\": \"CSV\", \"CSVHeaderLocation\": \"GIVEN\", \"CSVDelimiter\": \"PIPE\","
            + " \"CSVHeaders\": [\"key\", \"size\", \"bucket\", \"eTag\", \"lastModified\"]"
      })
  void aStackOfRowsHasTexts(String reader) throws IOException {
    Files.delete(scans.resolve("Ä\\\"b\".pdf"));
    InProcess ended = run(scans.toString(), "--workflow", workflow(reader));
    assertThat(ended.code()).as(ended.out() + ended.err()).isEqualTo(ExitCode.SUCCEEDED);
    Map<?, ?> record = records().get(1);
    assertThat(record.get("key")).isEqualTo("a/b c.pdf");
    assertThat(record.get("size")).isEqualTo("4");
    assertThat(record.get("eTag")).asString().matches("\"[0-9a-f-]+\"");
    assertThat(record).hasSize(5);
  }

  @Test
  void aStackOfOtherColumnsIsRefused() throws IOException {
    String workflow =
        workflow(
            "\"InputType\": \"CSV\", \"CSVHeaderLocation\": \"GIVEN\","
                + " \"CSVHeaders\": [\"key\", \"id\"]");
    assertRefused(
        run(scans.toString(), "--workflow", workflow),
        ExitCode.ERROR,
        "(csv_headers): key, id",
        "bucket, key, size, eTag, lastModified");
  }

  @Test
  void aStackOfAnArrayWithinAnObjectHasOne() throws IOException {
    String reader = "\"InputType\": \"JSON\", \"ItemsPointer\": \"/data/files\"";
    run(scans.toString(), "--workflow", workflow(reader));
    assertThat(keys()).hasSize(3);
  }

  @Test
  void aWorkflowThatListsByItselfTakesNoFile() throws IOException {
    String workflow =
        Files.writeString(
                temporary.resolve("listing.json"),
                Files.readString(Path.of("..", "statemachine.asl.json"))
                    .replace("s3:getObject\"", "s3:listObjectsV2\""))
            .toString();
    assertRefused(
        run(scans.toString(), "--workflow", workflow),
        ExitCode.ERROR,
        "lists the objects below a prefix by itself");
  }

  @Test
  void aFolderThatCannotBeReadIsNamed() throws IOException {
    Path closed = Files.createDirectories(scans.resolve("closed"));
    org.junit.jupiter.api.Assumptions.assumeTrue(closed.toFile().setReadable(false));
    try {
      org.junit.jupiter.api.Assumptions.assumeFalse(Files.isReadable(closed));
      assertRefused(run(scans.toString()), ExitCode.ERROR, "closed can't be read");
    } finally {
      assertThat(closed.toFile().setReadable(true)).isTrue();
    }
    try (Stream<Path> left = Files.list(folder.resolve("s3/.uploads"))) {
      assertThat(left).isEmpty();
    }
  }
}
