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
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A report as one page of HTML that needs nothing else, and no network. */
public final class ReportPage {
  private static final Pattern SLOT = Pattern.compile("\\{\\{([a-z-]+)}}");

  private final ReportDocument document;

  /** Takes what the page says. */
  public ReportPage(ReportDocument document) {
    this.document = document;
  }

  /** Writes the page. */
  public void write(Writer out) throws IOException {
    String library = resource("uplot/uPlot.iife.min.js");
    String script = resource("report.js");
    Map<String, String> slots = new LinkedHashMap<>();
    slots.put("title", escaped(document.facts().name()));
    slots.put("status", escaped(document.facts().status()));
    slots.put("hashes", hash(library) + " " + hash(script));
    slots.put("library-licence", resource("uplot/LICENSE").strip());
    slots.put("library-style", resource("uplot/uPlot.min.css"));
    slots.put("style", resource("report.css"));
    slots.put("data", data());
    slots.put("library", library);
    slots.put("script", script);
    String template = resource("report.html");
    Matcher slot = SLOT.matcher(template);
    int from = 0;
    while (slot.find()) {
      out.append(template, from, slot.start()).append(slots.get(slot.group(1)));
      from = slot.end();
    }
    out.append(template, from, template.length());
  }

  /** JSON has '<' only within texts, where its escape means the same and ends no script element. */
  private String data() {
    return document.text().replace("<", "\\u003c");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** The page's policy names its scripts by their hashes, so no other can ever run in it. */
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
