package io.tenfold.function.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.ListResourceBundle;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;

/** What a logger without configuration writes. */
class ErrorStreamLoggerTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Logger logger =
      new ErrorStreamLogger("jdk.some", new PrintStream(out, true, StandardCharsets.UTF_8));

  @Test
  void writesLinesOfInfoAndMore() {
    logger.log(Level.TRACE, "finest");
    logger.log(Level.DEBUG, () -> "fine");
    logger.log(Level.INFO, "begun");
    logger.log(Level.WARNING, "{0} of {1} left", 1, "2");
    logger.log(Level.OFF, "never");

    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualToNormalizingNewlines(
            "INFO jdk.some: begun\nWARNING jdk.some: {0} of {1} left 1 2\n");
    assertThat(logger.isLoggable(Level.ALL)).isFalse();
    assertThat(logger.getName()).isEqualTo("jdk.some");
  }

  @Test
  void writesExceptionsWithTheirTraces() {
    logger.log(Level.ERROR, "broken", new IllegalStateException("no locale"));
    logger.log(Level.ERROR, "again", (Throwable) null);

    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .startsWith("ERROR jdk.some: broken", "java.lang.IllegalStateException: no locale")
        .endsWith("ERROR jdk.some: again")
        .anyMatch(line -> line.startsWith("\tat " + ErrorStreamLoggerTest.class.getName()));
  }

  @Test
  void takesTheTextFromABundleThatHasIt() {
    ResourceBundle bundle =
        new ListResourceBundle() {
          @Override
          protected Object[][] getContents() {
            return new Object[][] {{"key", "the text"}};
          }
        };
    logger.log(Level.INFO, bundle, "key", (Object[]) null);
    logger.log(Level.INFO, bundle, "other", (Object[]) null);

    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualToNormalizingNewlines("INFO jdk.some: the text\nINFO jdk.some: other\n");
  }
}
