package io.tenfold.bench.coldstart;

import io.tenfold.bench.BenchFailure;
import io.tenfold.bench.Repository;
import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The events that a candidate is sent: one valid record, with another index each time.
 *
 * @param sample the event of one of them, parsed
 */
record Events(Map<?, ?> sample) {
  private static final String SAMPLE = "samples/order-event.json";

  /**
   * Reads the repository's sample.
   *
   * @throws BenchFailure if it is not there
   */
  static Events of(Repository repository) throws IOException {
    return of(repository.file(SAMPLE));
  }

  /**
   * Reads an event, a JSON object as the workflow sends it.
   *
   * @throws BenchFailure if it is none
   */
  static Events of(Path file) throws IOException {
    try {
      if (Files.exists(file) && Json.parse(Files.readAllBytes(file)) instanceof Map<?, ?> event) {
        return new Events(event);
      }
    } catch (MalformedJson e) {
      throw new BenchFailure(file + " is no JSON: " + e.getMessage(), e);
    }
    throw new BenchFailure("There is no event, a JSON object, in " + file);
  }

  /** Returns the event with this index, JSON in UTF-8. */
  byte[] event(int index) {
    Map<Object, Object> event = new LinkedHashMap<>(sample);
    event.put("index", index);
    return Json.writeBytes(event);
  }
}
