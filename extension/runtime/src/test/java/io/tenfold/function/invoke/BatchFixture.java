package io.tenfold.function.invoke;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tenfold.function.RecordProcessor;
import io.tenfold.function.json.RecordJson;
import io.tenfold.function.log.RecordLog;
import io.tenfold.function.log.StandardOutputLines;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A function that is sent batches of texts, its answers and its log. */
final class BatchFixture {
  /** What the processors here take. */
  record Text(String text) {}

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final List<VirtualMachineError> exits = new ArrayList<>();
  private final RecordFunction function;

  BatchFixture(RecordProcessor<Text, ?> processor) {
    this(processor, String.class);
  }

  BatchFixture(RecordProcessor<Text, ?> processor, Type output) {
    function =
        new RecordFunction(
            processor,
            RecordJson.of(Text.class, output),
            new RecordLog(new StandardOutputLines(log, null)),
            new ProcessExit() {
              @Override
              void now(VirtualMachineError reason) {
                exits.add(reason);
              }
            });
  }

  /** Sends texts, the first with the index 100. */
  JsonNode send(String... texts) throws Exception {
    return send(Instant.MAX, texts);
  }

  /** Sends texts in an invocation that ends then. */
  JsonNode send(Instant deadline, String... texts) throws Exception {
    return answer(deadline, items(texts));
  }

  /** Sends items as JSON. */
  JsonNode answer(Instant deadline, String items) throws Exception {
    return new JsonMapper().readTree(bytes(deadline, "{\"Items\": [" + items + "]}"));
  }

  /** Sends a payload, and returns what was answered as it is. */
  byte[] bytes(Instant deadline, String payload) throws Exception {
    return function.apply(payload.getBytes(StandardCharsets.UTF_8), "request", deadline);
  }

  /** Returns texts as items, the first with the index 100. */
  static String items(String... texts) {
    return IntStream.range(0, texts.length)
        .mapToObj(i -> "{\"index\":%d,\"record\":{\"text\":\"%s\"}}".formatted(100 + i, texts[i]))
        .collect(Collectors.joining(","));
  }

  /** Returns the lines of the log so far. */
  List<String> log() {
    return log.toString(StandardCharsets.UTF_8).lines().toList();
  }

  /** Returns for what the process would have ended. */
  List<VirtualMachineError> exits() {
    return exits;
  }

  /** Returns a field of every element. */
  static List<String> texts(JsonNode array, String field) {
    return array.findValuesAsText(field);
  }
}
