package io.tenfold.function.log;

import java.time.Instant;
import java.util.Map;

/**
 * One line of the log as text for people: time, level, logger, message, and the diagnostic
 * context's entries as {@code name=value}; a stack trace follows on lines of its own.
 */
final class TextLine implements LineFormat {

  @Override
  public String of(
      Instant time,
      String level,
      String logger,
      String message,
      Map<String, String> context,
      Throwable thrown) {
    StringBuilder line = new StringBuilder(256);
    line.append(LogLine.timestamp(time)).append(' ').append(level).append(' ').append(logger);
    append(line.append(' '), message);
    for (Map.Entry<String, String> entry : context.entrySet()) {
      append(line.append(' '), entry.getKey());
      append(line.append('='), entry.getValue());
    }
    line.append('\n');
    if (thrown != null) {
      line.append(LogLine.stackTrace(thrown));
    }
    return line.toString();
  }

  /** A line break would begin a line that nobody logged. */
  private static void append(StringBuilder line, String text) {
    String shown = String.valueOf(text);
    for (int i = 0; i < shown.length(); i++) {
      char each = shown.charAt(i);
      line.append(each < ' ' ? ' ' : each);
    }
  }
}
