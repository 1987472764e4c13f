package io.tenfold.function.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tenfold.function.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Metrics in CloudWatch's embedded format. */
class MetricLinesTest {
  private static final Instant NOW = Instant.ofEpochMilli(1_769_854_530_123L);

  private final MetricLines lines = new MetricLines("Acme", "9f86d081884c7d65", "OrderProcessor");
  private final Metrics metrics = new Metrics();

  @Test
  void areOneLineOfTheEmbeddedFormat() {
    metrics.count("orders", 3);
    metrics.duration("lookup", Duration.ofNanos(1_500_000));
    metrics.duration("lookup", Duration.ofSeconds(2));
    metrics.duration("sch\u00f6n", Duration.ZERO);

    assertThat(lines.of(metrics, NOW))
        .containsExactly(
            "{\"_aws\":{\"Timestamp\":1769854530123,\"CloudWatchMetrics\":[{\"Namespace\":\"Acme\","
                + "\"Dimensions\":[[\"batch\",\"processor\"]],\"Metrics\":["
                + "{\"Name\":\"orders\",\"Unit\":\"Count\"},"
                + "{\"Name\":\"lookup\",\"Unit\":\"Milliseconds\"},"
                + "{\"Name\":\"sch\\u00F6n\",\"Unit\":\"Milliseconds\"}]}]},"
                + "\"batch\":\"9f86d081884c7d65\",\"processor\":\"OrderProcessor\","
                + "\"orders\":3,\"lookup\":[1.500,2000.000],\"sch\\u00F6n\":0.000}\n");
  }

  @Test
  void areNoLineWhereNothingWasCounted() {
    assertThat(lines.of(metrics, NOW)).isEmpty();
  }

  @Test
  void areMoreLinesRatherThanOneThatCloudWatchRefuses() throws Exception {
    for (int i = 0; i < 250; i++) {
      metrics.count("counter-" + i, i);
      metrics.duration("lookup", Duration.ofMillis(i));
    }

    List<Integer> lookups = new ArrayList<>();
    List<String> counters = new ArrayList<>();
    for (String line : lines.of(metrics, NOW)) {
      JsonNode json = new ObjectMapper().readTree(line);
      JsonNode declared = json.at("/_aws/CloudWatchMetrics/0/Metrics");
      assertThat(declared.size()).isBetween(1, 100);
      for (JsonNode metric : declared) {
        JsonNode value = json.get(metric.get("Name").asText());
        assertThat(value.size()).isLessThanOrEqualTo(100);
        if (metric.get("Name").asText().equals("lookup")) {
          value.forEach(each -> lookups.add(each.asInt()));
        } else {
          counters.add(metric.get("Name").asText() + "=" + value);
        }
      }
    }
    assertThat(lookups).hasSize(250).doesNotHaveDuplicates().isSorted();
    assertThat(counters).hasSize(250).doesNotHaveDuplicates().contains("counter-249=249");
  }
}
