package io.tenfold.bench.coldstart;

import io.tenfold.bench.BenchFailure;
import io.tenfold.bench.Repository;
import io.tenfold.local.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The events that every candidate is sent: one valid order, with another index each time.
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
    Path sample = repository.file(SAMPLE);
    if (!Files.exists(sample)
        || !(Json.parse(Files.readAllBytes(sample)) instanceof Map<?, ?> event)) {
      throw new BenchFailure("There is no event in " + SAMPLE);
    }
    return new Events(event);
  }

  /** Returns the event with this index, JSON in UTF-8. */
  byte[] event(int index) {
    Map<Object, Object> event = new LinkedHashMap<>(sample);
    event.put("index", index);
    return Json.writeBytes(event);
  }
}
