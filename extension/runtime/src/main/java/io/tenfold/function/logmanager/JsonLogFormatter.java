package io.tenfold.function.logmanager;

import io.tenfold.function.log.LineFormat;
import io.tenfold.function.log.LogLine;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;

/**
 * Formats the records of JBoss LogManager as {@link LogLine}s, or in another format of Lambda's.
 */
public class JsonLogFormatter extends ExtFormatter {
  private final LineFormat format;

  /** Formats them as JSON. */
  public JsonLogFormatter() {
    this(new LogLine());
  }

  /** Takes the format. */
  public JsonLogFormatter(LineFormat format) {
    this.format = format;
  }

  /** Returns the record as a line, with its end. */
  @Override
  public String format(ExtLogRecord record) {
    return format.of(
        record.getInstant(),
        record.getLevel().getName(),
        record.getLoggerName(),
        record.getFormattedMessage(),
        record.getMdcCopy(),
        record.getThrown());
  }
}
