package io.tenfold.function.log;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** How one line of the log is written. */
public interface LineFormat {
  /** Where Lambda says which format a function's log has: {@code JSON} or {@code Text}. */
  String VARIABLE = "AWS_LAMBDA_LOG_FORMAT";

  /** Returns the line with its end; {@code thrown} may be null. */
  String of(
      Instant time,
      String level,
      String logger,
      String message,
      Map<String, String> context,
      Throwable thrown);

  /**
   * Returns the one that Lambda names, JSON where it names none:
   * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html
   */
  static LineFormat named(String name) {
    return name != null && name.toLowerCase(Locale.ROOT).equals("text")
        ? new TextLine()
        : new LogLine();
  }
}
