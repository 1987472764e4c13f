package io.tenfold.cli.results;

import io.tenfold.local.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A record's output as a line of JSON: {@code {"index", "output"}}, or {@code {"index", "record",
 * "output"}}.
 */
final class OutputLine {
  private OutputLine() {}

  /** As the other method, with the record that the child's input has. */
  static byte[] withInput(long index, String input, String output) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("index", index);
    line.put("record", Json.parse(input) instanceof Map<?, ?> event ? event.get("record") : null);
    line.put("output", valueOf(output));
    return Json.writeBytes(line);
  }

  /**
   * Takes a record's index and its child's output, which is that document if the contract holds.
   */
  static byte[] of(long index, String output) {
    // Millions of lines come as they are to be; only others are parsed.
    if (output != null
        && output.startsWith("{\"index\":" + index + ",\"output\":")
        && output.indexOf('\n') < 0
        && output.indexOf('\t') < 0
        && output.indexOf('\r') < 0) {
      return output.getBytes(StandardCharsets.UTF_8);
    }
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("index", index);
    line.put("output", valueOf(output));
    return Json.writeBytes(line);
  }

  private static Object valueOf(String output) {
    Object value = output == null ? null : Json.parse(output);
    return value instanceof Map<?, ?> object
            && object.size() == 2
            && object.containsKey("index")
            && object.containsKey("output")
        ? object.get("output")
        : value;
  }
}
