package io.tenfold.cli.results;

import io.tenfold.local.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A record's output as a line of JSON: {@code {"index", "output"}}. */
final class OutputLine {
  private OutputLine() {}

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
    Object value = output == null ? null : Json.parse(output);
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("index", index);
    line.put(
        "output",
        value instanceof Map<?, ?> object
                && object.size() == 2
                && object.containsKey("index")
                && object.containsKey("output")
            ? object.get("output")
            : value);
    return Json.writeBytes(line);
  }
}
