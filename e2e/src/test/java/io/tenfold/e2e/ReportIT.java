package io.tenfold.e2e;

import static io.tenfold.local.Batch.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.local.json.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tenfold cost} and {@code tenfold report} as a person has them. */
class ReportIT {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @TempDir Path folder;

  private record Ended(int exitCode, String out, String err) {
    Map<String, Object> json() {
      return object(Json.parse(out));
    }
  }

  private Ended tenfold(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(ROOT.resolve("tenfold").toString());
    command.addAll(List.of(words));
    Process process =
        new ProcessBuilder(command)
            .directory(ROOT.toFile())
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile())
            .start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    return new Ended(
        process.exitValue(),
        Files.readString(folder.resolve("out")),
        Files.readString(folder.resolve("err")));
  }

  private String work() {
    return folder.resolve("work").toString();
  }

  /** Runs 40 records of which 6 fail, and returns how that ended. */
  private Ended run() throws IOException, InterruptedException {
    Path input = Files.writeString(folder.resolve("orders.json"), Orders.json(40, 6));
    return tenfold(
        "run",
        "--json",
        "--function",
        Functions.packageOf("tenfold.function").toString(),
        "--folder",
        work(),
        input.toString());
  }

  @Test
  void aRunThatIsOverBecomesAPage() throws Exception {
    Ended run = run();
    assertThat(run.exitCode()).as(run.err()).isZero();
    Path page = folder.resolve("report.html");
    Ended written = tenfold("report", "--local", "--folder", work(), "last", "-o", page.toString());
    assertThat(written.exitCode()).as(written.err()).isZero();
    assertThat(written.out()).contains(page.toString());
    assertThat(Files.readString(page))
        .contains("34 succeeded + 6 failed + 0 pending = 40 records")
        .contains("io.tenfold.function.RecordRejected")
        .contains("var uPlot");
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.endsWith(".part"));
    }
  }

  @Test
  void theReportsDataAgreesWithTheRuns() throws Exception {
    Map<String, Object> run = run().json();
    Ended report = tenfold("report", "--local", "--folder", work(), "last", "--json");
    assertThat(report.exitCode()).as(report.err()).isZero();
    Map<String, Object> data = report.json();
    assertThat(data.get("counts")).isEqualTo(run.get("counts"));
    assertThat(data).containsEntry("proofHolds", true).containsEntry("failedCount", 6);
    assertThat(object(data.get("inFlight")).get("peak")).isIn(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    assertThat(object(data.get("durations"))).containsEntry("count", 40);
    assertThat(object(data.get("coldStarts")).get("count"))
        .isEqualTo(object(run.get("function")).get("environmentsStarted"));
    assertThat(object(data.get("run"))).containsEntry("limit", 10);
  }

  @Test
  void aRunThatIsOverHasItsCost() throws Exception {
    run();
    Ended cost = tenfold("cost", "--local", "--folder", work(), "last", "--json");
    assertThat(cost.exitCode()).as(cost.err()).isZero();
    assertThat(cost.json()).containsEntry("records", 40).containsEntry("children", 40);
    // 40 children and 5 states on the way to success.
    Map<String, Object> transitions = object(((List<?>) cost.json().get("items")).get(0));
    assertThat(transitions).containsEntry("quantity", 45);
    assertThat(new BigDecimal(transitions.get("cost").toString())).isEqualByComparingTo("0.001125");
  }

  @Test
  void anEstimateNeedsNoAccount() throws Exception {
    Ended cost = tenfold("cost", "--records", "1000000", "--ms", "200");
    assertThat(cost.exitCode()).as(cost.err()).isZero();
    assertThat(cost.out())
        .containsPattern("total +27\\.6823")
        .containsPattern("512 MB, arm64, EXPRESS children +28\\.3490 +\\+ 0\\.6667")
        .contains("duration is assumed unchanged");
  }

  @Test
  void whatCannotBeRunIsRefusedAsAWrongCommandLine() throws Exception {
    assertThat(tenfold("cost").exitCode()).isEqualTo(2);
    Ended large = tenfold("cost", "--records", "10", "--ms", "1", "--batch", "1000");
    assertThat(large.exitCode()).isEqualTo(2);
    assertThat(large.err()).contains("256 KiB").doesNotContain("\tat ");
    Ended slow = tenfold("cost", "--records", "10", "--ms", "400000");
    assertThat(slow.exitCode()).isEqualTo(2);
    assertThat(slow.err()).contains("--child STANDARD");
  }

  @Test
  void aRunThatIsNotThereExitsWithThree() throws Exception {
    for (String command : List.of("cost", "report")) {
      Ended ended = tenfold(command, "--local", "--folder", work(), "nobody");
      assertThat(ended.exitCode()).isEqualTo(3);
      assertThat(ended.err()).contains("There is no run").doesNotContain("\tat ");
    }
  }

  @Test
  void aPageThatCannotBeWrittenExitsWithThree() throws Exception {
    run();
    Ended ended =
        tenfold(
            "report",
            "--local",
            "--folder",
            work(),
            "last",
            "-o",
            folder.resolve("no/such/folder/report.html").toString());
    assertThat(ended.exitCode()).isEqualTo(3);
    assertThat(ended.err()).contains("Can't write").doesNotContain("\tat ");
  }
}
