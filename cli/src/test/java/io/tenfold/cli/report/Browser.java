package io.tenfold.cli.report;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A headless Chromium that says everything that it loads and complains about. */
public final class Browser implements AutoCloseable {
  private static final List<String> BROWSERS =
      List.of("chromium", "chromium-browser", "google-chrome");

  /** Console messages and requests since the page was opened. */
  public record Heard(List<String> complaints, List<String> requests) {}

  /** Held on to, because loggers that nobody holds forget their level. */
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Skips the test where no browser is installed, but fails it where CI is true. */
  public static void require() {
    if (isInstalled()) {
      return;
    }
    String message =
        "No Chromium with chromedriver is installed, so nobody has looked at the report's page:"
            + " apt-get install chromium chromium-driver";
    if ("true".equals(System.getenv("CI"))) {
      throw new AssertionError(message);
    }
    Assumptions.abort(message);
  }

  /** Tells whether there is a browser to start. */
  public static boolean isInstalled() {
    return browser().isPresent() && onPath("chromedriver").findFirst().isPresent();
  }

  private static Optional<Path> browser() {
    return BROWSERS.stream().flatMap(Browser::onPath).findFirst();
  }

  /** Starts one with a profile of its own. */
  public static Browser start(Path profile) {
    // It warns of every browser newer than itself; nothing here depends on the version.
    SELENIUM.setLevel(Level.SEVERE);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(browser().orElseThrow().toFile());
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--lang=en-US",
        "--user-data-dir=" + profile);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(onPath("chromedriver").findFirst().orElseThrow().toFile())
            .usingAnyFreePort()
            .build();
    return new Browser(new ChromeDriver(service, options));
  }

  private static Stream<Path> onPath(String command) {
    return Stream.of(System.getenv("PATH").split(Pattern.quote(File.pathSeparator)))
        .map(folder -> Path.of(folder, command))
        .filter(Files::isExecutable);
  }

  public ChromeDriver driver() {
    return driver;
  }

  /** Makes the window so wide, narrower than a real one could be. */
  public void width(int pixels) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", pixels, "height", 900, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Prefers {@code light} or {@code dark}. */
  public void scheme(String name) {
    media("", name);
  }

  /** Shows the page as it is printed. */
  void print() {
    media("print", "light");
  }

  private void media(String media, String scheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "media",
            media,
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  Heard open(Path page) {
    return open(page.toUri().toString());
  }

  /** Opens a page and returns what it did up to its load. */
  public Heard open(String address) {
    heard();
    driver.get(address);
    return heard();
  }

  /** Returns what was heard since the last call. */
  public Heard heard() {
    List<String> complaints =
        driver.manage().logs().get(LogType.BROWSER).getAll().stream()
            .map(LogEntry::getMessage)
            .toList();
    Pattern url = Pattern.compile("\"url\":\"([^\"]*)\"");
    List<String> requests =
        driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
            .map(LogEntry::getMessage)
            .filter(message -> message.contains("\"Network.requestWillBeSent\""))
            .flatMap(message -> url.matcher(message).results().map(found -> found.group(1)))
            .filter(found -> !found.startsWith("data:"))
            .distinct()
            .toList();
    return new Heard(complaints, requests);
  }

  public Object script(String text) {
    return driver.executeScript(text);
  }

  /** Returns the texts that have less than the contrast of WCAG's level AA, 4.5 to 1. */
  public List<?> faintTexts() {
    return (List<?>)
        script(
            """
            const light = (rgb) => { const [r, g, b] = rgb.map((v) => v / 255).map((v) =>
              v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
              return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
            const parse = (text) => text.match(/[\\d.]+/g).map(Number);
            const behind = (node) => { for (; node; node = node.parentElement) {
              const c = parse(getComputedStyle(node).backgroundColor);
              if (c.length < 4 || c[3] === 1) return c.slice(0, 3); } return [255, 255, 255]; };
            const bad = [];
            const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
              const node = walker.currentNode.parentElement;
              if (!walker.currentNode.data.trim() || !node.checkVisibility()
                  || node.closest("button:disabled")) continue;
              const a = light(parse(getComputedStyle(node).color)), b = light(behind(node));
              const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
              if (ratio < 4.5) bad.push(ratio.toFixed(2) + " " + walker.currentNode.data.slice(0, 40));
            }
            return bad;
            """);
  }

  /** Waits until a script returns true: some events come a moment after their cause. */
  public boolean becomesTrue(String text) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!Boolean.TRUE.equals(script(text))) {
      if (System.nanoTime() > end) {
        return false;
      }
      Thread.sleep(20);
    }
    return true;
  }

  /** Keeps a picture of the whole page for people to look at. */
  public void picture(Path file) throws Exception {
    long height = ((Number) script("return document.documentElement.scrollHeight")).longValue();
    long width = ((Number) script("return window.innerWidth")).longValue();
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    Files.createDirectories(file.getParent());
    Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
  }

  /** Keeps a picture of the upper part of the page, small enough to be shown elsewhere. */
  public void picture(Path file, int height) throws Exception {
    Files.createDirectories(file.getParent());
    long width = ((Number) script("return window.innerWidth")).longValue();
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    driver.executeCdpCommand("Emulation.setScrollbarsHidden", Map.of("hidden", true));
    Object data =
        driver
            .executeCdpCommand(
                "Page.captureScreenshot",
                Map.of(
                    "format",
                    "webp",
                    "quality",
                    80,
                    "clip",
                    Map.of("x", 0, "y", 0, "width", width, "height", height, "scale", 1)))
            .get("data");
    Files.write(file, Base64.getDecoder().decode((String) data));
    driver.executeCdpCommand("Emulation.setScrollbarsHidden", Map.of("hidden", false));
  }

  @Override
  public void close() {
    driver.quit();
  }
}
