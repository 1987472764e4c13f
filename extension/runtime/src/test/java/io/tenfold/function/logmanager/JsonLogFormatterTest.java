package io.tenfold.function.logmanager;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import java.time.Instant;
import java.util.Map;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonLogFormatterTest {
  private final JsonLogFormatter formatter = new JsonLogFormatter();

  @Test
  void writesOneFlatObjectPerLine() {
    ExtLogRecord record = record("record succeeded");
    record.setMdc(Map.of("index", "17", "requestId", "abc"));
    JsonPath line = new JsonPath(formatter.format(record));

    assertThat(line.getString("timestamp")).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(line.getString("level")).isEqualTo("INFO");
    assertThat(line.getString("message")).isEqualTo("record succeeded");
    assertThat(line.getString("requestId")).isEqualTo("abc");
  }

  @Test
  void writesTheIndexAsANumber() {
    ExtLogRecord record = record("record succeeded");
    record.setMdc(Map.of("index", "9223372036854775807"));

    assertThat(formatter.format(record)).contains("\"index\":9223372036854775807");
  }

  @ParameterizedTest
  @CsvSource({
    "17, 17",
    "0, 0",
    "0.412, 0.412",
    "12.5, 12.5",
    "007, '\"007\"'",
    "yes, '\"yes\"'",
    "1.2.3, '\"1.2.3\"'",
    "'', '\"\"'",
    "., '\".\"'",
    "1., '\"1.\"'",
    "-1, '\"-1\"'"
  })
  void writesAProcessorsOwnEntryAsANumberOnlyIfItIsOne(String value, String written) {
    ExtLogRecord record = record("a processor's line");
    record.setMdc(Map.of("failed", value));

    assertThat(formatter.format(record)).contains("\"failed\":" + written + "}");
  }

  @Test
  void keepsAMessageOfTwoLinesOnOne() {
    assertThat(formatter.format(record("a\nb \"c\""))).containsOnlyOnce("\n").endsWith("}\n");
  }

  @Test
  void writesAsciiAlone() {
    assertThat(formatter.format(record("Zoë 🪑"))).contains("Zo\\u00EB \\uD83E\\uDE91");
  }

  @Test
  void writesAStackTraceAsOneField() {
    ExtLogRecord record = record("oops");
    record.setThrown(new IllegalStateException("broken"));

    assertThat(new JsonPath(formatter.format(record)).getString("stackTrace"))
        .startsWith("java.lang.IllegalStateException: broken")
        .contains("writesAStackTraceAsOneField");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-02T03:04:05.123456789Z, 2026-01-02T03:04:05.123Z",
    "2026-01-02T03:04:05.007Z,       2026-01-02T03:04:05.007Z",
    "2026-01-02T03:04:05.999999999Z, 2026-01-02T03:04:05.999Z",
    "2026-12-31T23:59:59.100Z,       2026-12-31T23:59:59.100Z",
    "2026-01-02T03:04:05.000000001Z, 2026-01-02T03:04:05.000Z",
    "1969-12-31T23:59:59.250Z,       1969-12-31T23:59:59.250Z"
  })
  void writesTheTimeInMilliseconds(Instant time, String written) {
    ExtLogRecord record = record("record succeeded");
    record.setInstant(time);

    assertThat(new JsonPath(formatter.format(record)).getString("timestamp")).isEqualTo(written);
  }

  private static ExtLogRecord record(String message) {
    ExtLogRecord record = new ExtLogRecord(Level.INFO, message, "test");
    record.setLoggerName("test");
    record.setInstant(Instant.parse("2026-01-02T03:04:05Z"));
    return record;
  }
}
