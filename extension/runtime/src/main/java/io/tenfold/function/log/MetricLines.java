package io.tenfold.function.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.tenfold.function.Metrics;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * An invocation's metrics as lines that CloudWatch makes metrics of: one, and more only where they
 * would not be valid otherwise:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 *
 * @param namespace the metrics'
 * @param batch the dimension of that name
 * @param processor the dimension of that name
 */
public record MetricLines(String namespace, String batch, String processor) {
  private static final int MOST_METRICS = 100;
  private static final int MOST_VALUES = 100;

  /** Returns the lines, each with its end; none where there is nothing to tell. */
  public List<String> of(Metrics metrics, Instant time) {
    List<Metric> all = new ArrayList<>();
    metrics
        .counters()
        .forEach((name, count) -> all.add(new Metric(name, "Count", List.of(count.toString()))));
    metrics
        .durations()
        .forEach(
            (name, taken) ->
                all.add(
                    new Metric(
                        name, "Milliseconds", taken.stream().map(MetricLines::millis).toList())));
    List<String> lines = new ArrayList<>();
    for (int from = 0; from < all.size(); from += MOST_METRICS) {
      List<Metric> some = all.subList(from, Math.min(all.size(), from + MOST_METRICS));
      for (int value = 0; !some.isEmpty(); value += MOST_VALUES) {
        int next = value;
        some = some.stream().filter(metric -> metric.values().size() > next).toList();
        if (!some.isEmpty()) {
          lines.add(line(some, next, time));
        }
      }
    }
    return lines;
  }

  private String line(List<Metric> metrics, int from, Instant time) {
    StringWriter line = new StringWriter(512);
    JsonFactory factory =
        new JsonFactoryBuilder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    try (JsonGenerator json = factory.createGenerator(line)) {
      json.writeStartObject();
      json.writeObjectFieldStart("_aws");
      json.writeNumberField("Timestamp", time.toEpochMilli());
      json.writeArrayFieldStart("CloudWatchMetrics");
      json.writeStartObject();
      json.writeStringField("Namespace", namespace);
      json.writeArrayFieldStart("Dimensions");
      json.writeArray(new String[] {"batch", "processor"}, 0, 2);
      json.writeEndArray();
      json.writeArrayFieldStart("Metrics");
      for (Metric metric : metrics) {
        json.writeStartObject();
        json.writeStringField("Name", metric.name());
        json.writeStringField("Unit", metric.unit());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
      json.writeStringField("batch", batch);
      json.writeStringField("processor", processor);
      for (Metric metric : metrics) {
        metric.write(json, from);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return line.append('\n').toString();
  }

  private static String millis(Duration taken) {
    return RecordLog.milliseconds(taken.toNanos());
  }

  /** A metric and its values, which are numbers. */
  private record Metric(String name, String unit, List<String> values) {
    void write(JsonGenerator json, int from) throws IOException {
      List<String> some = values.subList(from, Math.min(values.size(), from + MOST_VALUES));
      json.writeFieldName(name);
      if (some.size() == 1) {
        json.writeNumber(some.get(0));
        return;
      }
      json.writeStartArray();
      for (String value : some) {
        json.writeNumber(value);
      }
      json.writeEndArray();
    }
  }
}
