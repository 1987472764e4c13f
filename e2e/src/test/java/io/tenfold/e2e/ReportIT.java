package io.tenfold.e2e;

import static io.tenfold.local.Batch.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.local.json.Json;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tenfold cost} and {@code tenfold report} as a person has them. */
class ReportIT {
  @TempDir Path folder;

  private Tenfold tenfold;

  @BeforeEach
  void openShell() {
    tenfold = new Tenfold(folder, Map.of());
  }

  private String work() {
    return folder.resolve("work").toString();
  }

  private static Map<String, Object> json(Tenfold.Ended ended) {
    return object(Json.parse(ended.says(0).out()));
  }

  /** Runs 40 records of which 6 fail, and returns the summary. */
  private Map<String, Object> run() throws Exception {
    Path input = Files.writeString(folder.resolve("orders.json"), Orders.json(40, 6));
    return json(
        tenfold.run(
            "run",
            "--json",
            "--function",
            Functions.packageOf("tenfold.function").toString(),
            "--folder",
            work(),
            input.toString()));
  }

  @Test
  void aRunThatIsOverBecomesAPage() throws Exception {
    run();
    Path page = folder.resolve("report.html");
    tenfold
        .run("report", "--local", "--folder", work(), "last", "-o", page.toString())
        .says(0, page.toString());
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
    Map<String, Object> run = run();
    Map<String, Object> data =
        json(tenfold.run("report", "--local", "--folder", work(), "last", "--json"));
    assertThat(data.get("counts")).isEqualTo(run.get("counts"));
    assertThat(data).containsEntry("proofHolds", true).containsEntry("failedCount", 6);
    assertThat((Integer) object(data.get("inFlight")).get("peak")).isBetween(1, 10);
    assertThat(object(data.get("durations"))).containsEntry("count", 40);
    assertThat(object(data.get("coldStarts")).get("count"))
        .isEqualTo(object(run.get("function")).get("environmentsStarted"));
    assertThat(object(data.get("run"))).containsEntry("limit", 10);
  }

  @Test
  void aRunThatIsOverHasItsCost() throws Exception {
    run();
    assertTransitions(json(tenfold.run("cost", "--local", "--folder", work(), "last", "--json")));
  }

  @Test
  void bothReadARunAtTheLocalAwsEndpoint() throws Exception {
    try (AwsStack stack =
        AwsStack.create(
            Files.createDirectory(folder.resolve("stack")),
            Functions.packageOf("tenfold.function"))) {
      Tenfold aws = new Tenfold(folder, stack.environment());
      Path input = Files.writeString(folder.resolve("orders.json"), Orders.json(40, 6));
      aws.run("start", "--watch", input.toString()).says(0, "40: 34 succeeded, 6 failed");

      Map<String, Object> data = json(aws.run("report", "last", "--json"));
      assertThat(data).containsEntry("proofHolds", true).containsEntry("failedCount", 6);
      assertThat(data.get("coldStarts")).as("results do not show them").isNull();
      assertThat(object(data.get("run"))).containsEntry("limit", 10);
      Path page = folder.resolve("aws.html");
      aws.run("report", "last", "-o", page.toString()).says(0);
      assertThat(Files.readString(page)).contains("= 40 records, each accounted for exactly once");
      assertTransitions(json(aws.run("cost", "last", "--json")));
      aPageShowsIt(aws, stack.console());
    }
  }

  /** The page of a run, and that of the endpoint's runs; both end with what serves them. */
  private static void aPageShowsIt(Tenfold aws, String console) throws Exception {
    Tenfold.Running watching = aws.start("watch", "last", "--web");
    watching.awaitSaid("The page stays until Ctrl-C.");
    Matcher page =
        Pattern.compile("The page of the run: (\\S+)").matcher(Files.readString(watching.err()));
    assertThat(page.find()).isTrue();
    Map<String, Object> live = page(page.group(1).replace("?", "data?"));
    Map<String, Object> report = object(live.get("report"));
    assertThat(object(report.get("run"))).containsEntry("status", "SUCCEEDED");
    assertThat(object(object(report.get("workflow")).get("visits")))
        .containsKeys("CheckInput", "ProcessRecords", "RecordsProcessed");
    assertThat(object(report.get("function")).get("name").toString()).contains(":function:records");
    watching.signal("INT");
    assertThat(watching.process().waitFor(60, TimeUnit.SECONDS)).isTrue();

    List<?> runs = (List<?>) page(console + "data").get("runs");
    assertThat(runs).hasSize(1);
    assertThat(object(runs.get(0)))
        .containsEntry("arn", object(report.get("run")).get("arn"))
        .containsEntry("status", "SUCCEEDED");
  }

  private static Map<String, Object> page(String address) throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(address)).build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    Map<String, Object> json = object(Json.parse(answer.body()));
    assertThat(json.get("fault")).isNull();
    return json;
  }

  /** 40 children and 5 states on the way to success, at $0.000025. */
  private static void assertTransitions(Map<String, Object> cost) {
    assertThat(cost).containsEntry("records", 40).containsEntry("children", 40);
    Map<String, Object> transitions = object(((List<?>) cost.get("items")).get(0));
    assertThat(transitions).containsEntry("quantity", 45);
    assertThat(new BigDecimal(transitions.get("cost").toString())).isEqualByComparingTo("0.001125");
  }

  @Test
  void anEstimateNeedsNoAccount() throws Exception {
    Tenfold.Ended cost = tenfold.run("cost", "--records", "1000000", "--ms", "200");
    cost.says(0, "duration is assumed unchanged");
    assertThat(cost.out())
        .containsPattern("total +27\\.6823")
        .containsPattern("512 MB, arm64, EXPRESS children +28\\.3490 +\\+ 0\\.6667");
  }

  @Test
  void whatCannotBeRunIsRefusedAsAWrongCommandLine() throws Exception {
    tenfold.run("cost").says(2, "Give --records and --ms");
    tenfold.run("cost", "--records", "10", "--ms", "1", "--batch", "1000").says(2, "256 KiB");
    tenfold.run("cost", "--records", "10", "--ms", "400000").says(2, "--child STANDARD");
  }

  @Test
  void aRunThatIsNotThereExitsWithThree() throws Exception {
    for (String command : List.of("cost", "report")) {
      tenfold.run(command, "--local", "--folder", work(), "nobody").says(3, "There is no run");
    }
  }

  @Test
  void aPageThatCannotBeWrittenExitsWithThree() throws Exception {
    run();
    String page = folder.resolve("no/such/folder/report.html").toString();
    tenfold.run("report", "--local", "--folder", work(), "last", "-o", page).says(3, "Can't write");
  }
}
