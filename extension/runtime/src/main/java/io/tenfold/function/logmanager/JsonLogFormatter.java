package io.tenfold.function.logmanager;

import io.tenfold.function.log.LogLine;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;

/** Formats the records of JBoss LogManager as {@link LogLine}s. */
public class JsonLogFormatter extends ExtFormatter {
  private final LogLine json = new LogLine();

  /** Returns the record as JSON, with the line's end. */
  @Override
  public String format(ExtLogRecord record) {
    return json.of(
        record.getInstant(),
        record.getLevel().getName(),
        record.getLoggerName(),
        record.getFormattedMessage(),
        record.getMdcCopy(),
        record.getThrown());
  }
}
