package io.tenfold.cli.results;

import static io.tenfold.cli.TestRuns.failed;
import static io.tenfold.cli.TestRuns.of;
import static io.tenfold.cli.TestRuns.pending;
import static io.tenfold.cli.TestRuns.succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenfold.cli.TestRuns;
import io.tenfold.cli.console.UserError;
import io.tenfold.cli.file.FileCheck;
import io.tenfold.local.map.read.InputType;
import io.tenfold.local.map.read.ReaderConfig;
import io.tenfold.local.map.result.ResultFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetryFileTest {
  private static final ReaderConfig ARRAY = ReaderConfig.of(InputType.JSON);

  @TempDir Path folder;

  private Path file;
  private ResultFiles results;

  @BeforeEach
  void writeResults() throws IOException {
    file = folder.resolve("retry.json");
    results =
        new TestRuns(folder.resolve("s3"))
            .results(
                succeeded(0, "0"),
                failed(4, "io.tenfold.function.TransientFailure"),
                failed(2, "Runtime.ExitError"),
                pending(9));
  }

  @Test
  void failedRecordsKeepTheirIndexesAndTheirText() throws IOException {
    RetryFile retry = RetryFile.write(results, new RetryFile.Selection(null, false), ARRAY, file);
    assertThat(retry).isEqualTo(new RetryFile(2, 0, 1));
    assertThat(Files.readString(file))
        .isEqualTo(
            """
            [
            {"index":4,"record":{"id":"R-4","price":4.50}},
            {"index":2,"record":{"id":"R-2","price":4.50}}
            ]
            """);
    assertThat(FileCheck.of(file, ARRAY).records()).isEqualTo(2);
  }

  @Test
  void pendingRecordsComeOnRequest() throws IOException {
    RetryFile retry = RetryFile.write(results, new RetryFile.Selection(null, true), ARRAY, file);
    assertThat(retry).isEqualTo(new RetryFile(3, 0, 0));
    assertThat(Files.readString(file)).contains("\"index\":9");
  }

  @Test
  void anErrorIsNamedInFullOrByItsLastPart() throws IOException {
    for (String name : new String[] {"io.tenfold.function.TransientFailure", "TransientFailure"}) {
      RetryFile retry = RetryFile.write(results, new RetryFile.Selection(name, false), ARRAY, file);
      assertThat(retry).isEqualTo(new RetryFile(1, 1, 1));
    }
    assertThat(
            RetryFile.write(results, new RetryFile.Selection("Failure", false), ARRAY, file)
                .records())
        .isZero();
  }

  private void writeResultsWithOrigins() throws IOException {
    results =
        new TestRuns(folder.resolve("s3-of-another"))
            .results(
                of("origin-1", failed(4, "Runtime.ExitError")),
                of("origin-2", failed(2, "Runtime.ExitError")),
                of("origin-1", pending(9)),
                failed(5, "Runtime.ExitError"));
  }

  @Test
  void recordsKeepTheirOrigins() throws IOException {
    writeResultsWithOrigins();
    RetryFile.write(results, new RetryFile.Selection(null, true), ARRAY, file);
    assertThat(Files.readString(file))
        .isEqualTo(
            """
            [
            {"index":4,"record":{"id":"R-4","price":4.50},"origin":"origin-1"},
            {"index":2,"record":{"id":"R-2","price":4.50},"origin":"origin-2"},
            {"index":5,"record":{"id":"R-5","price":4.50}},
            {"index":9,"record":{"id":"R-9","price":4.50},"origin":"origin-1"}
            ]
            """);
  }

  @Test
  void correctedRecordsKeepTheOriginsOfThoseThatFailed() throws IOException {
    writeResultsWithOrigins();
    corrected(
        """
        {"index":2,"record":{"origin":"of the record"},"origin":"of the line"}
        {"index":4,"record":1}
        {"index":5,"record":2}
        {"index":9,"record":3}
        """);
    assertThat(Files.readString(file))
        .isEqualTo(
            """
            [
            {"index":2,"record":{"origin":"of the record"},"origin":"origin-2"},
            {"index":4,"record":1,"origin":"origin-1"},
            {"index":5,"record":2},
            {"index":9,"record":3,"origin":"origin-1"}
            ]
            """);
  }

  private RetryFile corrected(String lines) throws IOException {
    Path corrected = Files.writeString(folder.resolve("corrected.jsonl"), lines);
    return new CorrectedRecords(results).write(corrected, null, -1, ARRAY, file);
  }

  @Test
  void correctedRecordsTakeTheFailedOnesPlace() throws IOException {
    RetryFile retry =
        corrected(
            """
            {"index":4,"error":"TransientFailure","record":{"id":"right"}}
            {"index":9,"record":null}
            """);
    assertThat(retry).isEqualTo(new RetryFile(2, 1, 0));
    assertThat(Files.readString(file))
        .isEqualTo(
            """
            [
            {"index":4,"record":{"id":"right"}},
            {"index":9,"record":null}
            ]
            """);
  }

  @Test
  void aCorrectedRecordMustHaveFailedAndComeOnce() {
    assertThatThrownBy(() -> corrected("{\"index\":4,\"record\":1}\n{\"index\":0,\"record\":1}"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("line 2: record 0 did not fail in that run");
    assertThatThrownBy(() -> corrected("{\"index\":4,\"record\":1}\n{\"index\":4,\"record\":1}"))
        .hasMessageContaining("line 2: record 4");
    assertThatThrownBy(() -> corrected("{\"index\":4}"))
        .hasMessageContaining("no index or no record");
    assertThatThrownBy(() -> corrected("{\"index\":4,\n")).hasMessageContaining("line 2");
  }
}
