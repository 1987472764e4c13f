package io.tenfold.cli.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A report as one page of HTML: of a run that is over, with its data and in need of nothing else;
 * or live, with the data from the server that the page came from.
 */
public final class ReportPage {
  private static final Pattern SLOT = Pattern.compile("\\{\\{([a-z-]+)}}");
  private static final List<String> STYLES = List.of("uplot/uPlot.min.css", "report.css");

  /** In the order in which they need each other. */
  private static final List<String> SCRIPTS =
      List.of(
          "uplot/uPlot.iife.min.js",
          "dagre/dagre.min.js",
          "base.js",
          "charts.js",
          "workflow.js",
          "failures.js",
          "report.js");

  private final String title;
  private final String status;
  private final String data;
  private final boolean live;

  private ReportPage(String title, String status, String data, boolean live) {
    this.title = title;
    this.status = status;
    this.data = data;
    this.live = live;
  }

  /** Takes what the page says. */
  public ReportPage(ReportDocument document) {
    this(
        document.facts().name(),
        document.facts().status(),
        // JSON has '<' only within texts, where its escape means the same and ends no element.
        document.text().replace("<", "\\u003c"),
        false);
  }

  /** Returns the page that asks for its data, again and again. */
  public static ReportPage live() {
    return new ReportPage("Runs", "live", "null", true);
  }

  /**
   * Returns the policy that the page names, for a header: no scripts but its own, by their hashes,
   * and of the network nothing but what a live page comes from.
   */
  public String policy() {
    return "default-src 'none'; script-src "
        + hashes(SCRIPTS)
        + "; style-src "
        + hashes(STYLES)
        + "; img-src data:; "
        + (live ? "connect-src 'self'; " : "")
        + "base-uri 'none'; form-action 'none'";
  }

  /** Writes the page. */
  public void write(Writer out) throws IOException {
    Map<String, String> slots = new LinkedHashMap<>();
    slots.put("title", escaped(title));
    slots.put("status", escaped(status));
    slots.put("policy", policy());
    slots.put("charts-licence", resource("uplot/LICENSE").strip());
    slots.put("layout-licence", resource("dagre/LICENSE").strip());
    slots.put("styles", elements("style", STYLES));
    slots.put("data", data);
    slots.put("scripts", elements("script", SCRIPTS));
    String template = resource("report.html");
    Matcher slot = SLOT.matcher(template);
    int from = 0;
    while (slot.find()) {
      out.append(template, from, slot.start()).append(slots.get(slot.group(1)));
      from = slot.end();
    }
    out.append(template, from, template.length());
  }

  private static String elements(String element, List<String> resources) {
    return resources.stream()
        .map(name -> "<" + element + ">" + resource(name) + "</" + element + ">")
        .collect(Collectors.joining("\n"));
  }

  private static String hashes(List<String> resources) {
    return resources.stream().map(name -> hash(resource(name))).collect(Collectors.joining(" "));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static String hash(String script) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("The command was built without " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
