package io.tenfold.cli.batch;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A message that the queue did not take.
 *
 * @param error what the queue said, with the error's name
 * @param file where it is kept, null if it could not be written
 */
public record UndeliveredMessage(Batches.Message message, String error, Path file) {

  /** Returns it for scripts. */
  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("error", error);
    json.put("keptIn", file == null ? null : file.toString());
    json.put("body", message.content());
    return json;
  }
}
