package io.tenfold.cli.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.cli.TestFunction;
import io.tenfold.cli.batch.NewRun;
import io.tenfold.cli.batch.embedded.EmbeddedBatches;
import io.tenfold.cli.batch.embedded.RunSettings;
import io.tenfold.cli.environment.FunctionEnvironment;
import io.tenfold.cli.report.Browser;
import io.tenfold.cli.report.RunReport;
import io.tenfold.local.WorkflowFile;
import io.tenfold.local.json.Json;
import io.tenfold.local.map.read.InputType;
import io.tenfold.local.map.read.ReaderConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/** The page in a real browser while a real batch runs, which waits where the test says. */
@Tag("slow") // a browser
class LivePageTest {
  private static final String HOSTILE = "<img src=x onerror=document.title=1>";

  @TempDir Path temporary;

  private EmbeddedBatches batches() throws IOException {
    Path function = TestFunction.packageIn(temporary.resolve("function"));
    RunSettings settings =
        new RunSettings(
            WorkflowFile.shipped(),
            function,
            256,
            Duration.ofMinutes(10),
            OptionalInt.empty(),
            FunctionEnvironment.NOTHING,
            List.of());
    return new EmbeddedBatches(temporary.resolve("work"), () -> settings, warning -> {});
  }

  /** Ten records, two that wait, eight, two that wait, eight: two at a time. */
  private String records(Path first, Path second) {
    List<Object> records = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      records.add(
          i == 10 || i == 11
              ? Map.of("hold", first.toString())
              : i == 20 || i == 21
                  ? Map.of("hold", second.toString())
                  : i < 10 && i % 3 == 0
                      ? Map.of("fail", HOSTILE)
                      : i == 14 ? Map.of("fail", "Late") : Map.of("id", i));
    }
    return Json.write(records);
  }

  @Test
  void itFollowsARunAndIsItsReportAtTheEnd() throws Exception {
    Browser.require();
    Path first = temporary.resolve("first");
    Path second = temporary.resolve("second");
    try (EmbeddedBatches batches = batches();
        PageServer server = PageServer.start(0, new RunPages(this::batches));
        Browser browser = Browser.start(temporary.resolve("profile"))) {
      batches.upload(
          Files.writeString(temporary.resolve("r.json"), records(first, second)), "input/r");
      Map<String, Object> input = new LinkedHashMap<>(NewRun.input("input/r", 2, null));
      String arn = batches.start("orders", input, ReaderConfig.of(InputType.JSON));
      browser.width(1_200);
      browser.scheme("light");
      browser.open(server.address(arn));

      // The first ten records, as another process sees them.
      become(browser, "tenfold.data?.counts?.succeeded === 6 && tenfold.data.groups.length === 1");
      assertThat(browser.driver().getTitle()).isEqualTo("orders · RUNNING · Tenfold report");
      assertThat(text(browser, "#status")).isEqualTo("RUNNING");
      assertThat(browser.script("return document.querySelector('#workflow .running').textContent"))
          .asString()
          .contains("▶ 10 of 30");
      assertThat(text(browser, "#groups tbody .number")).isEqualTo("4");
      assertThat(text(browser, "#commands")).contains("tenfold stop orders --local");
      assertThat(text(browser, "#tiles")).contains("Cost so far");
      assertThat(browser.driver().findElements(By.cssSelector("img, #proof:not([hidden])")))
          .as("what a message says is text, and nothing is proven yet")
          .isEmpty();
      browser.driver().findElement(By.id("search")).sendKeys("img");
      browser.driver().findElement(By.cssSelector("#groups details summary")).click();
      browser.script("window.same = true");
      readable(browser);

      // It grows, and takes neither the focus nor what was typed and opened from who reads.
      Files.createFile(first);
      become(browser, "tenfold.data.counts.succeeded === 15 && tenfold.data.groups.length === 2");
      assertThat(browser.driver().findElements(By.cssSelector("#groups tbody tr"))).hasSize(2);
      assertThat(
              browser.script(
                  "return document.activeElement.textContent +"
                      + " document.querySelector('#search').value"))
          .isEqualTo("Record 0img");
      assertThat(text(browser, "#found")).isEqualTo("4 of 5");
      assertThat(text(browser, "#groups details[open] pre")).contains("\"fail\"");

      Files.createFile(second);
      become(browser, "tenfold.data.run.status === 'SUCCEEDED'");
      assertThat(text(browser, "#proof")).contains("25 succeeded + 5 failed + 0 pending = 30");
      assertThat(browser.script("return window.same")).isEqualTo(true);
      assertThat(browser.script("return document.querySelectorAll('#workflow .done').length"))
          .isEqualTo(5L);
      readable(browser);
      Map<String, Object> shown = json(browser.script("return JSON.stringify(tenfold.data)"));
      try (EmbeddedBatches others = batches()) {
        assertThat(shown).isEqualTo(json(new RunReport(others).of(arn).text()));
      }
      Browser.Heard heard = browser.heard();
      assertThat(heard.complaints()).isEmpty();
      assertThat(heard.requests()).allMatch(url -> url.startsWith(server.address()));

      anotherOriginGetsNothing(browser, server.address());
    }
  }

  private static Map<String, Object> json(Object text) {
    Map<String, Object> json = new LinkedHashMap<>();
    ((Map<?, ?>) Json.parse((String) text)).forEach((key, value) -> json.put("" + key, value));
    json.remove("written");
    return json;
  }

  private static String text(Browser browser, String css) {
    return browser.driver().findElement(By.cssSelector(css)).getText();
  }

  private static void become(Browser browser, String condition) throws Exception {
    // A process each has to start, and others see how far a run is once a second.
    for (int i = 0; i < 6; i++) {
      if (browser.becomesTrue("return !!(" + condition + ")")) {
        return;
      }
    }
    throw new AssertionError(
        condition + " does not come, but " + browser.script("return JSON.stringify(tenfold.data)"));
  }

  private static void readable(Browser browser) throws Exception {
    for (String scheme : List.of("dark", "light")) {
      browser.scheme(scheme);
      assertThat(browser.faintTexts()).as(scheme).isEmpty();
    }
    for (int width : List.of(360, 1_200)) {
      browser.width(width);
      // The browser takes its new width in its own time, and the page is drawn anew meanwhile.
      browser.becomesTrue(
          "return document.documentElement.scrollWidth === document.documentElement.clientWidth");
      assertThat(browser.script("return document.documentElement.scrollWidth"))
          .as("%d px", width)
          .isEqualTo(browser.script("return document.documentElement.clientWidth"));
    }
  }

  private void anotherOriginGetsNothing(Browser browser, String address) throws Exception {
    Path page = Files.writeString(temporary.resolve("evil.html"), "<!DOCTYPE html><p>evil");
    browser.open(page.toUri().toString());
    assertThat(
            browser
                .driver()
                .executeAsyncScript(
                    "const done = arguments[arguments.length - 1];fetch(arguments[0]).then((r) =>"
                        + " r.text()).then(done, (e) => done(e.name))",
                    address + "data"))
        .isEqualTo("TypeError");
  }
}
