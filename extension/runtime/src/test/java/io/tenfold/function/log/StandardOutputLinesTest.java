package io.tenfold.function.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.function.RecordRejected;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The log of a direct function, as Lambda's logging configuration wants it. */
class StandardOutputLinesTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-,     -,     false, true,  true",
        "-,     INFO,  false, true,  true",
        "-,     DEBUG, true,  true,  true",
        "-,     TRACE, true,  true,  true",
        "-,     WARN,  false, false, true",
        "-,     ERROR, false, false, false",
        "-,     FATAL, false, false, false",
        "DEBUG, INFO,  true,  true,  true",
        "ERROR, DEBUG, false, false, false"
      })
  void writesFromTheLevelOn(
      String owners, String lambdas, boolean debug, boolean info, boolean warn) {
    Map<String, String> environment = new HashMap<>();
    if (owners != null) {
      environment.put("QUARKUS_LOG_LEVEL", owners);
    }
    if (lambdas != null) {
      environment.put("AWS_LAMBDA_LOG_LEVEL", lambdas);
    }
    StandardOutputLines lines = lines(environment);

    assertThat(lines.isEnabled(LogLines.Level.DEBUG)).isEqualTo(debug);
    assertThat(lines.isEnabled(LogLines.Level.INFO)).isEqualTo(info);
    assertThat(lines.isEnabled(LogLines.Level.WARN)).isEqualTo(warn);
  }

  @Test
  void writesJsonUnlessLambdaSaysText() {
    log("JSON").begin("r-1").succeeded();
    assertThat(text()).startsWith("{\"timestamp\":\"").endsWith("}\n");
    out.reset();
    log(null).begin("r-1").succeeded();
    assertThat(text()).startsWith("{\"timestamp\":\"");
  }

  @Test
  void writesPlainLinesWhereLambdaSaysText() {
    RecordLog.Written line = log("Text").begin("r-1");
    line.index(17);
    line.failed(new RecordRejected("no"));

    assertThat(text())
        .matches(
            "[-0-9]+T[0-9:.]+Z INFO io.tenfold.function.RecordLog record failed requestId=r-1"
                + " index=17 outcome=failed durationMs=[0-9.]+"
                + " error=io.tenfold.function.RecordRejected\n");
  }

  @Test
  void keepsAPlainLineOnOneLineInUtf8() {
    log("Text").begin("Zoë\nERROR all is lost").succeeded();

    assertThat(text()).containsOnlyOnce("\n").contains("requestId=Zoë ERROR all is lost ");
  }

  @Test
  void writesTheStackTraceBelowAPlainLine() {
    log("Text").warmingFailed("the sample failed", new IllegalStateException("no table"));

    assertThat(text().lines().skip(1))
        .first()
        .isEqualTo("java.lang.IllegalStateException: no table");
  }

  private RecordLog log(String format) {
    Map<String, String> environment =
        format == null ? Map.of() : Map.of("AWS_LAMBDA_LOG_FORMAT", format);
    return new RecordLog(lines(environment));
  }

  private StandardOutputLines lines(Map<String, String> environment) {
    return new StandardOutputLines(
        new Outlet(out),
        LeastLevel.name(environment, "INFO"),
        LineFormat.named(environment.get(LineFormat.VARIABLE)));
  }

  private String text() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
