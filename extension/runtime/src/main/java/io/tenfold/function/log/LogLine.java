package io.tenfold.function.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;

/**
 * One line of the log as flat JSON: {@code timestamp} (ISO 8601, UTC), {@code level}, {@code
 * logger}, {@code message}, the diagnostic context's entries ({@code requestId}, {@code index}, …)
 * and, where there is one, {@code stackTrace}.
 *
 * <p>Flat, because CloudWatch Logs Insights then finds {@code index} under its own name; Quarkus'
 * own JSON format nests the context and writes its numbers as strings.
 */
public final class LogLine implements LineFormat {
  private static final Set<String> NUMBERS =
      Set.of(
          RecordLog.INDEX,
          RecordLog.DURATION,
          RecordLog.RECORDS,
          RecordLog.SUCCEEDED,
          RecordLog.FAILED,
          RecordLog.TRANSIENT,
          RecordLog.NOT_REACHED);
  private static final int SECONDS_PER_DAY = 86_400;

  /** Quarkus' poll loop puts the request id there as well. */
  private static final String REQUEST_ID_AGAIN = "AWSRequestId";

  // ASCII alone, so that the console's charset can't matter.
  private final JsonFactory json =
      new JsonFactoryBuilder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  @Override
  public String of(
      Instant time,
      String level,
      String logger,
      String message,
      Map<String, String> context,
      Throwable thrown) {
    StringWriter line = new StringWriter(256);
    try (JsonGenerator generator = json.createGenerator(line)) {
      generator.writeStartObject();
      generator.writeStringField("timestamp", timestamp(time));
      generator.writeStringField("level", level);
      generator.writeStringField("logger", logger);
      generator.writeStringField("message", message);
      for (Map.Entry<String, String> entry : context.entrySet()) {
        entry(generator, entry.getKey(), entry.getValue());
      }
      if (thrown != null) {
        generator.writeStringField("stackTrace", stackTrace(thrown));
      }
      generator.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return line.append('\n').toString();
  }

  private static void entry(JsonGenerator generator, String key, String value) throws IOException {
    if (NUMBERS.contains(key) && isNumber(value)) {
      generator.writeFieldName(key);
      generator.writeNumber(value);
    } else if (!REQUEST_ID_AGAIN.equals(key)) {
      generator.writeStringField(key, value);
    }
  }

  // A processor may have an entry of its own by that name.
  private static boolean isNumber(String value) {
    int point = value.indexOf('.');
    int whole = point < 0 ? value.length() : point;
    return areDigits(value, 0, whole)
        && (whole == 1 || value.charAt(0) != '0')
        && (point < 0 || areDigits(value, point + 1, value.length()));
  }

  private static boolean areDigits(String value, int from, int to) {
    for (int i = from; i < to; i++) {
      if (value.charAt(i) < '0' || value.charAt(i) > '9') {
        return false;
      }
    }
    return from < to;
  }

  // Instant.toString would bring java.time's formatters into the binary, with their locales.
  static String timestamp(Instant time) {
    long second = Math.floorMod(time.getEpochSecond(), SECONDS_PER_DAY);
    return LocalDate.ofInstant(time, ZoneOffset.UTC)
        + "T"
        + twoDigits(second / 3_600)
        + ":"
        + twoDigits(second / 60 % 60)
        + ":"
        + twoDigits(second % 60)
        + fraction(time.getNano())
        + "Z";
  }

  private static String fraction(int nanos) {
    return nanos == 0 ? "" : "." + String.valueOf(1_000 + nanos / 1_000_000).substring(1);
  }

  private static String twoDigits(long number) {
    return number < 10 ? "0" + number : String.valueOf(number);
  }

  /** An exception's message and its cause are code of the processor's, too, and may fail. */
  static String stackTrace(Throwable thrown) {
    StringWriter trace = new StringWriter();
    try {
      thrown.printStackTrace(new PrintWriter(trace, true));
    } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError again) {
      trace
          .append(thrown.getClass().getName())
          .append(": its stack trace can't be had: ")
          .append(again.getClass().getName())
          .append('\n');
    }
    return trace.toString();
  }
}
