package io.tenfold.function;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;

/**
 * Formats a log record as one line of flat JSON: {@code timestamp} (ISO 8601, UTC), {@code level},
 * {@code logger}, {@code message}, the diagnostic context's entries ({@code requestId}, {@code
 * index}, …) and, where there is one, {@code stackTrace}.
 *
 * <p>Flat, because CloudWatch Logs Insights then finds {@code index} under its own name; Quarkus'
 * own JSON format nests the context and writes its numbers as strings.
 */
class JsonLogFormatter extends ExtFormatter {
  private static final Set<String> NUMBERS = Set.of(RecordLog.INDEX, RecordLog.DURATION);

  /** Quarkus' poll loop puts the request id there as well. */
  private static final String REQUEST_ID_AGAIN = "AWSRequestId";

  // ASCII alone, so that the console's charset can't matter.
  private final JsonFactory json =
      new JsonFactoryBuilder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  /** Returns the record as JSON, with the line's end. */
  @Override
  public String format(ExtLogRecord record) {
    StringWriter line = new StringWriter(256);
    try (JsonGenerator generator = json.createGenerator(line)) {
      generator.writeStartObject();
      generator.writeStringField("timestamp", record.getInstant().toString());
      generator.writeStringField("level", record.getLevel().getName());
      generator.writeStringField("logger", record.getLoggerName());
      generator.writeStringField("message", record.getFormattedMessage());
      for (Map.Entry<String, String> entry : record.getMdcCopy().entrySet()) {
        context(generator, entry.getKey(), entry.getValue());
      }
      if (record.getThrown() != null) {
        generator.writeStringField("stackTrace", stackTrace(record.getThrown()));
      }
      generator.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return line.append('\n').toString();
  }

  private static void context(JsonGenerator generator, String key, String value)
      throws IOException {
    if (NUMBERS.contains(key)) {
      generator.writeFieldName(key);
      generator.writeNumber(value);
    } else if (!REQUEST_ID_AGAIN.equals(key)) {
      generator.writeStringField(key, value);
    }
  }

  private static String stackTrace(Throwable thrown) {
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace, true));
    return trace.toString();
  }
}
