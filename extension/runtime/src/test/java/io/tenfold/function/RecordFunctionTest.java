package io.tenfold.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the function does before its first record, and with its log. */
class RecordFunctionTest {
  record Name(String name) {}

  private static class Recording implements RecordProcessor<Name, Name> {
    private final List<Name> processed = new ArrayList<>();
    private final Name sample;

    Recording(Name sample) {
      this.sample = sample;
    }

    @Override
    public Name process(Name record, RecordContext context) {
      if (record.name().isEmpty()) {
        throw new IllegalStateException("no name");
      }
      processed.add(record);
      return record;
    }

    @Override
    public Name sample() {
      return sample;
    }
  }

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();

  @Test
  void processesTheSampleWithoutALine() {
    Recording processor = new Recording(new Name("sample"));

    assertThat(function(processor).prime())
        .hasValueSatisfying(
            payload ->
                assertThat(new String(payload, StandardCharsets.UTF_8))
                    .isEqualTo(
                        "{\"index\":0,\"record\":{\"name\":\"sample\"},\"origin\":\"sample\"}"));
    assertThat(processor.processed).containsExactly(new Name("sample"));
    assertThat(log.toString()).isEmpty();
  }

  @Test
  void touchesNoProcessorThatHasNoSample() {
    Recording processor = new Recording(null);

    assertThat(function(processor).prime()).isEmpty();
    assertThat(processor.processed).isEmpty();
  }

  @Test
  void startsAllTheSameWhenTheSampleFails() {
    assertThat(function(new Recording(new Name(""))).prime()).isEmpty();
    assertThat(log.toString())
        .contains("\"level\":\"WARN\"")
        .contains("\"message\":\"the processor's sample failed\"");
  }

  @Test
  void writesTheLineThatQuarkusWouldHaveWritten() throws Exception {
    byte[] result =
        function(new Recording(null))
            .apply(
                "{\"index\": 3, \"record\": {\"name\": \"Zoë\"}}".getBytes("UTF-8"),
                "request",
                Instant.MAX);

    assertThat(new String(result, "UTF-8"))
        .isEqualTo("{\"index\":3,\"output\":{\"name\":\"Zoë\"}}");
    assertThat(log.toString())
        .matches(
            "\\{\"timestamp\":\"[-0-9T:.]+Z\",\"level\":\"INFO\","
                + "\"logger\":\"io.tenfold.function.RecordLog\",\"message\":\"record succeeded\","
                + "\"requestId\":\"request\",\"index\":3,\"outcome\":\"succeeded\","
                + "\"durationMs\":[0-9.]+}\n");
  }

  private RecordFunction function(RecordProcessor<?, ?> processor) {
    return new RecordFunction(
        processor,
        new EnvelopeReader(),
        RecordJson.of(Name.class, Name.class),
        new RecordLog(new StandardOutputLines(log, null)),
        new ProcessExit());
  }
}
