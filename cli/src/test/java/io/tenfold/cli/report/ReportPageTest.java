package io.tenfold.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.cli.batch.RunWorkflow;
import io.tenfold.cli.batch.StateVisits;
import io.tenfold.local.WorkflowFile;
import io.tenfold.local.map.run.MapRun;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The report's page in a real browser, which is slow to start and to draw. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportPageTest {
  private static final String HOSTILE =
      "</script><script>document.title='pwned'</script>"
          + "<img src=x onerror=\"document.title='pwned'\"> & \u2028 {{script}}";

  private static final String LONG =
      "The warehouse takes no order of that size before it has been asked, and it has not. "
          .repeat(4);

  private static final Path PICTURES = Path.of("target", "report-pictures");

  @TempDir static Path folder;

  private Path page;
  private Browser browser;

  @BeforeAll
  void openABrowserOnAReport() throws Exception {
    page = written(document("orders-2026-<b>march</b>", HOSTILE, LONG, surroundings()));
    if (Browser.isInstalled()) {
      browser = Browser.start(folder.resolve("profile"));
    }
  }

  private static ReportDocument document(
      String name, String third, String fortyThird, Surroundings surroundings) throws Exception {
    SyntheticRun run = new SyntheticRun(Files.createTempDirectory(folder, "s3"));
    Random random = new Random(11);
    // Ten at a time, each starting as the one before it ends.
    long[] free = new long[10];
    for (int i = 0; i < 4_000; i++) {
      int slot = i % 10;
      long duration = 20 + (long) (400 * Math.pow(random.nextDouble(), 6)) + (i < 10 ? 300 : 0);
      if (i % 20 == 3) {
        String error =
            i % 60 == 3
                ? "com.example.orders.fulfilment.WarehouseUnreachableException"
                : "io.tenfold.function.RecordRejected";
        run.failed(
            error, i == 3 ? third : i == 43 ? fortyThird : quantity(i), free[slot], duration);
      } else {
        run.succeeded(free[slot], duration);
      }
      free[slot] += duration;
    }
    Measurements measurements =
        Measurements.of(run.results(), SyntheticRun.START, Duration.ofHours(12), 5_000);
    RunFacts facts =
        facts(
            name,
            "SUCCEEDED",
            new MapRun.ItemCounts(0, 0, 3_800, 200, 0, 0, 4_000, 4_000, 0),
            new ColdStarts(true, 10, List.of(280.5, 291.25, 310.0)));
    return new ReportDocument(
        facts, measurements, surroundings, SyntheticRun.START.plusSeconds(60));
  }

  private static String quantity(int index) {
    return "lines[0].quantity: must be 1 or more, is -" + index;
  }

  private static RunFacts facts(
      String name, String status, MapRun.ItemCounts counts, ColdStarts coldStarts) {
    boolean failed = !status.equals("SUCCEEDED");
    return new RunFacts(
        "arn:aws:states:us-east-1:000000000000:execution:orders:" + name,
        name,
        status,
        SyntheticRun.START,
        SyntheticRun.START.plusMillis(31_750),
        failed ? "Tenfold.ItemReaderFailed" : null,
        failed ? "States.ItemReaderFailed: The file <input/orders.json> is no JSON array" : null,
        "s3://orders/input/orders.json",
        null,
        "https://console.aws.amazon.com/states/home?region=us-east-1#/v2/executions",
        counts == null ? null : "arn:aws:states:us-east-1:000000000000:mapRun:orders/Records:1",
        counts == null ? null : "s3://orders/results/1/manifest.json",
        counts == null ? null : 10,
        counts == null ? null : 50.0,
        counts,
        counts == null
            ? null
            : new RunFacts.ProofLine(
                true,
                "3,800 succeeded + 200 failed + 0 pending = 4,000 records, each accounted for"
                    + " exactly once."),
        coldStarts);
  }

  private static Surroundings surroundings() {
    StateVisits visits = new StateVisits();
    visit(visits, "Pass", "CheckInput", 0, 9);
    visit(visits, "Choice", "IsInputValid", 9, 12);
    visit(visits, "Map", "ProcessRecords", 12, 31_600);
    visit(visits, "Task", "Tally", 31_600, 31_740);
    visit(visits, "Succeed", "RecordsProcessed", 31_740, 31_745);
    String again = "arn:aws:states:us-east-1:000000000000:execution:orders:orders-retry";
    return new Surroundings(
        new RunWorkflow(
            WorkflowFile.shipped().text(),
            visits.all(),
            new RunWorkflow.Function(
                "tenfold-local",
                512,
                "lambda-native/target/function.zip (native, GraalVM 25)",
                "commit 4f4753a",
                ".tenfold/lambda/logs")),
        List.of(
            new RetryChain.Link(
                "arn:aws:states:us-east-1:000000000000:execution:orders:orders-2026-<b>march</b>",
                "orders-2026-<b>march</b>",
                "SUCCEEDED",
                SyntheticRun.START,
                31_750,
                new MapRun.ItemCounts(0, 0, 3_800, 200, 0, 0, 4_000, 4_000, 0)),
            new RetryChain.Link(
                again,
                "orders-retry",
                "SUCCEEDED",
                SyntheticRun.START.plusSeconds(90),
                1_200,
                new MapRun.ItemCounts(0, 0, 188, 12, 0, 0, 200, 200, 0))),
        CostEstimate.of(4_000, 310_000, 1, 512),
        List.of(),
        List.of(
            new Surroundings.Command(
                "Why records failed", "tenfold failures orders-2026 --local --group"),
            new Surroundings.Command("Run what failed again", "tenfold retry orders-2026 --local"),
            new Surroundings.Command(
                "The outputs, in order", "tenfold results orders-2026 --local -o results.jsonl")));
  }

  private static void visit(StateVisits visits, String type, String state, int from, int to) {
    visits.add(type + "StateEntered", state, SyntheticRun.START.plusMillis(from));
    visits.add(type + "StateExited", state, SyntheticRun.START.plusMillis(to));
  }

  private static Path written(ReportDocument document) throws Exception {
    Path file = Files.createTempFile(folder, "report", ".html");
    try (Writer out = Files.newBufferedWriter(file)) {
      new ReportPage(document).write(out);
    }
    return file;
  }

  @BeforeEach
  void wideAndLight() {
    // Here and not once for all: a skipped class would leave no trace in the build's output.
    Browser.require();
    browser.width(1_600);
    browser.scheme("light");
  }

  @AfterAll
  void closeTheBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  private WebElement find(String css) {
    return browser.driver().findElement(By.cssSelector(css));
  }

  /** In one request: asking for fifty cells one by one takes a second. */
  private List<String> column(int number) {
    List<?> texts =
        (List<?>)
            browser.script(
                "return Array.from(document.querySelectorAll('#failures tbody tr > :nth-child("
                    + number
                    + ")'), (cell) => cell.textContent)");
    return texts.stream().map(String.class::cast).toList();
  }

  private WebElement heading(String title) {
    return browser
        .driver()
        .findElement(By.xpath("//*[@id='failures']//th/button[text()='" + title + "']"));
  }

  private String sortOf(String title) {
    return heading(title).findElement(By.xpath("..")).getDomAttribute("aria-sort");
  }

  @Test
  void itLoadsNothingElseAndComplainsOfNothing() {
    Browser.Heard heard = browser.open(page);
    assertThat(heard.complaints()).isEmpty();
    assertThat(heard.requests()).containsExactly(page.toUri().toString());
  }

  @Test
  void itSaysWhatBecameOfTheRecords() {
    browser.open(page);
    assertThat(find("#status").getText()).isEqualTo("SUCCEEDED");
    assertThat(find("#proof").getText()).contains("= 4,000 records, each accounted for exactly");
    assertThat(find("#tiles").getText().replace('\n', ' '))
        .contains("3,800")
        .contains("95 %")
        .contains("10 of 10");
    assertThat(find("#when time").getDomAttribute("title"))
        .isEqualTo("2026-03-01 08:00:00.000 UTC");
    assertThat(find("#cold-tiles").getText()).contains("291.3 ms");
    assertThat(find("#groups tbody").getText())
        .contains("RecordRejected")
        .contains("lines[#].quantity: must be # or more, is #")
        .contains("132")
        .contains("66 %");
    assertThat(find("#groups-note").getText()).startsWith("200 failed records, for 4 reasons");
  }

  @Test
  void markupInARecordsErrorOrInANameIsOnlyText() {
    browser.open(page);
    assertThat(browser.driver().getTitle())
        .isEqualTo("orders-2026-<b>march</b> · SUCCEEDED · Tenfold report");
    assertThat(find("h1").getText()).isEqualTo("orders-2026-<b>march</b>");
    assertThat(browser.driver().findElements(By.cssSelector("img, h1 b"))).isEmpty();
    assertThat(column(4).get(0)).startsWith("</script><script>document.title='pwned'</script><img");
    assertThat(browser.driver().findElements(By.tagName("script"))).hasSize(8);
  }

  @Test
  void theWorkflowIsDrawnAndColouredByWhatTheRunWentThrough() throws Exception {
    browser.open(page);
    assertThat(browser.script(classes("done")))
        .isEqualTo(
            List.of("CheckInput", "IsInputValid", "ProcessRecords", "Tally", "RecordsProcessed"));
    assertThat(browser.script(classes("none")).toString())
        .contains("ProcessBatches", "NotifyFailure", "RunFailed");
    assertThat(find("#workflow .done:nth-of-type(3)").getText().replaceAll("\\s", ""))
        .contains("4,000of4,000");
    // A state is reached by the keyboard, and says its times.
    browser.script("document.querySelector('#workflow .state:nth-of-type(3)').focus()");
    assertThat(find("#workflow-detail").getText())
        .isEqualTo("ProcessRecords, Map, done, in 31.59 s, 4,000 of 4,000 records");
    find("#workflow-inner summary").click();
    assertThat(
            browser.becomesTrue(
                "return document.querySelectorAll('#workflow-inner .state').length === 15"))
        .isTrue();
  }

  private static String classes(String status) {
    return "return Array.from(document.querySelectorAll('#workflow ."
        + status
        + "'), (state) => state.getAttribute('aria-label').split(',')[0])";
  }

  @Test
  void aGroupShowsARecordOfItsAndLongMessagesAreFolded() {
    browser.open(page);
    find("#groups tbody tr:nth-child(1) details summary").click();
    assertThat(find("#groups tbody pre").getText()).isEqualTo("{ }");
    WebElement more = find("#failures tbody tr:nth-child(3) button.more");
    assertThat(more.getDomAttribute("aria-expanded")).isEqualTo("false");
    assertThat(browser.script(lines())).isEqualTo(true);
    more.click();
    assertThat(more.getText()).isEqualTo("less");
    assertThat(browser.script(lines())).isEqualTo(false);
  }

  private static String lines() {
    return "const s = document.querySelector('#failures tbody button.more').previousElementSibling;"
        + "return s.className === 'clamped'";
  }

  @Test
  void theDownloadIsCsvThatNoSpreadsheetRuns() {
    browser.open(page);
    // Lines' ends as they are: the driver makes one character of two.
    assertThat((String) browser.script("return tenfold.failures.csv().replace(/\\r/g, '<CR>')"))
        .startsWith(
            "index,status,error,message,startedAfterMillis,tookMillis<CR>\n"
                + "3,FAILED,com.example.orders.fulfilment.WarehouseUnreachableException,"
                + "\"</script><script>document.title='pwned'</script><img src=x"
                + " onerror=\"\"document.title='pwned'\"\"> & \u2028 {{script}}\",0,320<CR>\n")
        .hasLineCount(201);
    for (String formula : List.of("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1")) {
      assertThat(
              browser.script(
                  "tenfold.data.failures = [[7, 'FAILED', 'E', arguments0, 0, 1, 0]];"
                          .replace("arguments0", "'" + formula.replace("\t", "\\t") + "'")
                      + "return tenfold.failures.csv().split('\\r\\n')[1]"))
          .isEqualTo("7,FAILED,E,'" + formula + ",0,1");
    }
    assertThat(
            browser.script(
                "tenfold.data.failures = [[7, 'FAILED', 'E', 'a \"b\",\\nc', 0, 1, 0]];"
                    + "return tenfold.failures.csv().split('\\r\\n')[1]"))
        .isEqualTo("7,FAILED,E,\"a \"\"b\"\",\nc\",0,1");
  }

  @Test
  void theRetriesOfARunAreOneStory() {
    browser.open(page);
    assertThat(find("#chain-note").getText())
        .isEqualTo(
            "Of the 4,000 records of the first run 3,988 have succeeded after 1 retry; 12 are"
                + " left.");
    assertThat(find("#chain tbody").getText()).contains("(this one)").contains("orders-retry");
  }

  @Test
  void onAPhoneNoColumnIsOutOfSight() {
    browser.width(360);
    browser.open(page);
    assertThat(
            browser.script(
                """
                document.querySelectorAll("details").forEach((one) => { one.open = true; });
                return Array.from(document.querySelectorAll(".scroll td, .scroll th"))
                  .filter((cell) => cell.checkVisibility() && !cell.closest("thead"))
                  .filter((cell) => { const at = cell.getBoundingClientRect();
                    return at.left < 0 || at.right > 360 || at.width === 0; })
                  .map((cell) => cell.textContent);
                """))
        .isEqualTo(List.of());
    assertThat(
            browser.script(
                "return getComputedStyle(document.querySelector('#failures tbody td'), '::before')"
                    + ".content"))
        .isEqualTo("\"Status\"");
  }

  /** docs/images has what this writes: CONTRIBUTING says how it gets there. */
  @Test
  void theReadmesPicturesAreOfThisPage() throws Exception {
    Surroundings all = surroundings();
    Path orders =
        written(
            document(
                "orders-2026-march",
                "No answer from the warehouse within 300 ms",
                quantity(43),
                new Surroundings(
                    all.workflow(), List.of(), all.cost(), List.of(), all.commands())));
    browser.width(1_100);
    for (String scheme : List.of("light", "dark")) {
      browser.scheme(scheme);
      browser.open(orders);
      Path picture = PICTURES.resolve("report-" + scheme + ".webp");
      browser.picture(picture, 1_480);
      // As large as a README may ask of who reads it.
      assertThat(Files.size(picture)).isBetween(10_000L, 100_000L);
    }
  }

  @Test
  void theChartsAreDrawnAndHaveTheirTextAndTable() throws Exception {
    browser.open(page);
    for (String chart : List.of("over", "flight", "durations")) {
      assertThat(
              browser.script(
                  "const c = document.querySelector('#"
                      + chart
                      + "-chart canvas');"
                      + "const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
                      + "let drawn = 0; for (let i = 3; i < d.length; i += 4) if (d[i]) drawn++;"
                      + "return drawn > 5000"))
          .isEqualTo(true);
    }
    assertThat(find("#flight-chart").getDomAttribute("aria-label"))
        .contains("at most 10, with a limit of 10");
    assertThat(find("#durations-chart").getDomAttribute("aria-label"))
        .contains("Histogram of 4,000 durations: p50");
    find("#flight-chart + details summary").click();
    assertThat(
            browser.becomesTrue(
                "return document.querySelectorAll('#flight-table tbody tr').length"
                    + " === JSON.parse(document.getElementById('data').textContent)"
                    + ".inFlight.offsets.length"))
        .isTrue();
  }

  @Test
  void aClickOnAHeadingSortsAndAnotherOneTurnsTheOrder() {
    browser.open(page);
    assertThat(sortOf("Index")).isEqualTo("ascending");
    assertThat(column(1)).startsWith("3", "23", "43").hasSize(50);
    heading("Index").click();
    assertThat(sortOf("Index")).isEqualTo("descending");
    assertThat(column(1)).startsWith("3,983", "3,963");
    heading("Error").click();
    assertThat(sortOf("Error")).isEqualTo("ascending");
    assertThat(sortOf("Index")).isEqualTo("none");
    assertThat(column(3)).allMatch(error -> error.startsWith("com.example"));
  }

  @Test
  void theKeyboardSortsToo() {
    browser.open(page);
    heading("Index").sendKeys(Keys.TAB);
    browser.driver().switchTo().activeElement().sendKeys(Keys.TAB);
    WebElement focused = browser.driver().switchTo().activeElement();
    assertThat(focused.getText()).isEqualTo("Error");
    focused.sendKeys(Keys.ENTER);
    assertThat(sortOf("Error")).isEqualTo("ascending");
    focused.sendKeys(Keys.SPACE);
    assertThat(sortOf("Error")).isEqualTo("descending");
    assertThat(column(3)).allMatch(error -> error.startsWith("io.tenfold"));
  }

  @Test
  void typingSearchesEveryColumn() {
    browser.open(page);
    assertThat(find("#found").getText()).isEqualTo("200 of 200");
    WebElement search = find("#search");
    search.sendKeys("warehouse -6");
    assertThat(find("#found").getText()).isEqualTo("3 of 200");
    assertThat(column(4)).hasSize(3).allMatch(message -> message.contains("-6"));
    search.sendKeys(" nothing has this");
    assertThat(find("#failures tbody").getText()).isEqualTo("No listed record matches.");
  }

  @Test
  void pagesTurnAndAGroupsRecordsAreShown() {
    browser.open(page);
    assertThat(find("#page").getText()).isEqualTo("Page 1 of 4");
    find("#next").click();
    assertThat(column(1)).startsWith("1,003");
    find("#groups tbody tr:nth-child(2) button").click();
    assertThat(find("#found").getText()).isEqualTo("66 of 200");
    assertThat(find("#page").getText()).isEqualTo("Page 1 of 2");
  }

  @ParameterizedTest
  @CsvSource({"360,light", "360,dark", "820,light", "1600,light", "1600,dark"})
  void nothingIsCutOffAtAnyWidth(int width, String scheme) throws Exception {
    browser.width(width);
    browser.scheme(scheme);
    Browser.Heard heard = browser.open(page);
    assertThat(heard.complaints()).isEmpty();
    assertThat(browser.script("return document.documentElement.scrollWidth"))
        .isEqualTo(browser.script("return document.documentElement.clientWidth"));
    assertThat(browser.script("return window.innerWidth")).isEqualTo((long) width);
    browser.picture(PICTURES.resolve(width + "-" + scheme + ".png"));
  }

  @ParameterizedTest
  @CsvSource({"light", "dark"})
  void everyTextHasTheContrastOfWcagAa(String scheme) {
    browser.scheme(scheme);
    browser.open(page);
    assertThat(browser.faintTexts()).isEmpty();
  }

  @Test
  void theSchemeChangesWhileThePageIsOpen() {
    browser.open(page);
    Object light = browser.script("return getComputedStyle(document.body).backgroundColor");
    browser.scheme("dark");
    assertThat(browser.script("return getComputedStyle(document.body).backgroundColor"))
        .isNotEqualTo(light);
    assertThat(browser.heard().complaints()).isEmpty();
  }

  @Test
  void printedItIsLightAndComplete() throws Exception {
    browser.width(800);
    browser.open(page);
    browser.print();
    assertThat(find("#pager").isDisplayed()).isFalse();
    assertThat(browser.script("return document.documentElement.scrollWidth"))
        .isEqualTo(browser.script("return document.documentElement.clientWidth"));
    assertThat(browser.script("return getComputedStyle(document.body).backgroundColor"))
        .isEqualTo("rgb(255, 255, 255)");
    browser.picture(PICTURES.resolve("print.png"));
  }

  @Test
  void aRunThatReadNoRecordHasAPageToo() throws Exception {
    Path empty =
        written(
            new ReportDocument(
                facts("broken", "FAILED", null, ColdStarts.unknown()),
                Measurements.none(SyntheticRun.START),
                Surroundings.none(),
                SyntheticRun.START));
    Browser.Heard heard = browser.open(empty);
    assertThat(heard.complaints()).isEmpty();
    assertThat(find("#error").getText()).contains("The file <input/orders.json> is no JSON array");
    assertThat(find("#proof").getText()).isEqualTo("The run read no record.");
    assertThat(find("main").getText()).contains("no results to chart");
    browser.picture(PICTURES.resolve("no-records.png"));
  }

  @Test
  void theDataIsTheSameForScripts() throws Exception {
    ReportDocument document =
        new ReportDocument(
            facts("x", "FAILED", null, ColdStarts.unknown()),
            Measurements.none(SyntheticRun.START),
            Surroundings.none(),
            SyntheticRun.START);
    StringWriter out = new StringWriter();
    new ReportPage(document).write(out);
    assertThat(out.toString())
        .contains(document.text().replace("<", "\\u003c"))
        .contains("The MIT License (MIT)")
        .contains("Leon Sorokin")
        .contains("Chris Pettitt")
        .doesNotContainPattern("(src|href)=\"(https?:)?//");
    assertThat(document.json()).containsKeys("run", "inFlight", "durations", "groups");
  }
}
