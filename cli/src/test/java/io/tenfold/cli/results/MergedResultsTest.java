package io.tenfold.cli.results;

import static io.tenfold.cli.TestRuns.failed;
import static io.tenfold.cli.TestRuns.pending;
import static io.tenfold.cli.TestRuns.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.cli.TestRuns;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergedResultsTest {
  @TempDir Path folder;

  private TestRuns runs;
  private String out;

  @BeforeEach
  void openFolder() throws IOException {
    runs = new TestRuns(folder.resolve("s3"));
  }

  private Coverage merge(OutputFormat format, MergedResults.Source... sources) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (IndexSorter sorter = new IndexSorter(folder.resolve("t"), 1 << 20)) {
      Coverage coverage =
          new MergedResults(List.of(sources), format, withInput, sorter).writeTo(bytes);
      out = bytes.toString(StandardCharsets.UTF_8);
      return coverage;
    }
  }

  private boolean withInput;

  @Test
  void aRunAndItsRetriesBecomeOneOrderedFile() throws IOException {
    Coverage coverage =
        merge(
            new OutputFormat.Jsonl(),
            runs.source(
                "first",
                null,
                4,
                succeeded(2, "\"two\""),
                failed(1, "E"),
                succeeded(0, "0"),
                pending(3)),
            runs.source("retry", "first", 2, succeeded(3, "{\"n\":3}"), failed(1, "E")),
            runs.source("again", "retry", 1, succeeded(1, "[1]")));
    assertThat(out)
        .isEqualTo(
            """
            {"index":0,"output":0}
            {"index":1,"output":[1]}
            {"index":2,"output":"two"}
            {"index":3,"output":{"n":3}}
            """);
    assertThat(coverage.faults()).isEmpty();
    assertThat(coverage.failedRecords()).isZero();
    assertThat(coverage.pendingRecords()).isZero();
  }

  @Test
  void whatIsStillFailedOrPendingIsCounted() throws IOException {
    Coverage coverage =
        merge(
            new OutputFormat.Jsonl(),
            runs.source("first", null, 3, failed(0, "E"), failed(1, "E"), pending(2)),
            runs.source("retry", "first", 1, succeeded(0, "0")));
    assertThat(coverage.succeededRecords()).isEqualTo(1);
    assertThat(coverage.failedRecords()).isEqualTo(1);
    assertThat(coverage.pendingRecords()).isEqualTo(1);
    assertThat(coverage.faults()).isEmpty();
  }

  @Test
  void whatIsNotInTheOutputIsSaidAndNothingElse() throws IOException {
    MergedResults.Source killed =
        runs.source("killed", null, 7, succeeded(0, "0"), failed(1, "E"), pending(2));

    Coverage coverage =
        merge(
            new OutputFormat.Jsonl(),
            new MergedResults.Source(killed.run(), killed.files(), killed.read(), 4));
    assertThat(coverage.leftOut()).isEqualTo("1 failed, 1 never started, 4 without an outcome");
    assertThat(coverage.faults()).isEmpty();
    coverage = merge(new OutputFormat.Jsonl(), runs.source("done", null, 1, succeeded(0, "0")));
    assertThat(coverage.leftOut()).isEmpty();
  }

  @Test
  void theLatestRunsOutputIsTaken() throws IOException {
    Coverage coverage =
        merge(
            new OutputFormat.Jsonl(),
            runs.source("first", null, 1, succeeded(0, "\"old\"")),
            runs.source("second", null, 1, succeeded(0, "\"new\"")));
    assertThat(out).isEqualTo("{\"index\":0,\"output\":\"new\"}\n");
    assertThat(coverage.replacedRecords()).isEqualTo(1);
  }

  @Test
  void aMissingRecordIsNamed() throws IOException {
    Coverage coverage =
        merge(
            new OutputFormat.Jsonl(),
            runs.source("first", null, 3, succeeded(0, "0"), succeeded(2, "2")));
    assertThat(coverage.faults())
        .containsExactly(
            "first read 3 records, and its results hold 2.",
            "1 record is in no results (first indexes [1]).");
  }

  @Test
  void aRecordThatIsThereTwiceIsNamedAndWrittenOnce() throws IOException {
    Coverage coverage =
        merge(
            new OutputFormat.Jsonl(),
            runs.source("first", null, 2, succeeded(0, "0"), succeeded(0, "1")));
    assertThat(out).isEqualTo("{\"index\":0,\"output\":0}\n");
    assertThat(coverage.faults()).anyMatch(fault -> fault.contains("more than once (indexes [0])"));
  }

  @Test
  void runsOfAnotherFileAreNoticed() throws IOException {
    Coverage coverage =
        merge(
            new OutputFormat.Jsonl(),
            runs.source("first", null, 1, succeeded(0, "0")),
            runs.source("other", null, 2, succeeded(0, "0"), succeeded(7, "7")));
    assertThat(coverage.faults()).anyMatch(fault -> fault.contains("are these runs of one file?"));
  }

  @Test
  void aRetryByItselfHasGapsAndNoFault() throws IOException {
    Coverage coverage =
        merge(
            new OutputFormat.Jsonl(),
            runs.source("retry", "first", 2, succeeded(70, "0"), succeeded(3, "0")));
    assertThat(coverage.faults()).isEmpty();
  }

  @Test
  void anOutputMayHaveItsRecordBesideIt() throws IOException {
    withInput = true;
    merge(new OutputFormat.Jsonl(), runs.source("first", null, 1, succeeded(0, "[1e-400]")));
    assertThat(out)
        .isEqualTo("{\"index\":0,\"record\":{\"id\":\"R-0\",\"price\":4.5},\"output\":[1e-400]}\n");
  }

  @Test
  void inCsvTheRecordsColumnsComeFirst() throws IOException {
    withInput = true;
    merge(
        new OutputFormat.Csv(false),
        runs.source(
            "first",
            null,
            3,
            succeeded(0, "{\"id\":\"priced\",\"net\":9}"),
            failed(1, "E"),
            succeeded(2, "7")));
    assertThat(out)
        .isEqualTo(
            "index,id,price,output.id,net,output\r\n"
                + "0,R-0,4.5,priced,9,\r\n"
                + "2,R-2,4.5,,,7\r\n");
  }

  @Test
  void jsonIsOneArray() throws IOException {
    merge(
        new OutputFormat.JsonArray(),
        runs.source("first", null, 2, succeeded(1, "1"), succeeded(0, "0")));
    assertThat(out).isEqualTo("[\n{\"index\":0,\"output\":0},\n{\"index\":1,\"output\":1}\n]\n");
  }

  @Test
  void csvHasTheFieldsOfAllOutputsForColumns() throws IOException {
    merge(
        new OutputFormat.Csv(false),
        runs.source(
            "first",
            null,
            4,
            succeeded(0, "{\"name\":\"Zoë, \\\"Z\\\"\",\"net\":4.95}"),
            succeeded(1, "{\"net\":null,\"lines\":[1,{\"a\":2}],\"index\":9}"),
            succeeded(2, "\"line\\nbreak\""),
            succeeded(3, "{}")));
    assertThat(out)
        .isEqualTo(
            "index,name,net,lines,output.index,output\r\n"
                + "0,\"Zoë, \"\"Z\"\"\",4.95,,,\r\n"
                + "1,,,\"[1,{\"\"a\"\":2}]\",9,\r\n"
                + "2,,,,,\"line\nbreak\"\r\n"
                + "3,,,,,\r\n");
  }
}
