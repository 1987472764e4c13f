package io.tenfold.function;

import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;

/** Formats the records of Quarkus' log as {@link JsonLine}s. */
public class JsonLogFormatter extends ExtFormatter {
  private final JsonLine json = new JsonLine();

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
