package io.tenfold.local.lambda.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Makes up for a locale that Lambda has and this machine may not: a JVM takes the names of files by
 * it, and would not find its classes in a folder whose name is not ASCII.
 */
final class UnicodeLocale {
  /** What Lambda sets. */
  static final String LANG = "en_US.UTF-8";

  private UnicodeLocale() {}

  /**
   * Returns the variables to set beside LANG; none where this machine has that locale. LC_ALL: of
   * all categories at once, setlocale takes none where one of them has a locale that is missing.
   */
  static Map<String, String> variables() {
    return isUtf8(charmap()) ? Map.of() : Map.of("LC_ALL", "C.UTF-8");
  }

  static boolean isUtf8(String charmap) {
    return charmap.replace("-", "").equalsIgnoreCase("UTF8");
  }

  private static String charmap() {
    ProcessBuilder builder = new ProcessBuilder("locale", "charmap");
    builder.environment().keySet().removeIf(name -> name.startsWith("LC_"));
    builder.environment().put("LANG", LANG);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      Process process = builder.start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
    } catch (IOException e) {
      return ""; // a system without the program, such as Alpine, has C.UTF-8
    }
  }
}
