package io.tenfold.local.map.result;

import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import io.tenfold.local.map.read.Dataset;
import io.tenfold.local.map.read.Item;
import io.tenfold.local.map.read.ItemIterator;
import io.tenfold.local.map.read.ReaderConfig;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A record of a run's file with its index: the item's own, or in the file of a retry, whose items
 * are {@code {"index", "record"}}, the one it had in the first run's file.
 *
 * @param index -1 if the item of a retry has none
 */
record FileRecord(long index, Object record) {

  /**
   * Takes every record of a dataset, in the file's order.
   *
   * @param retry whether it is the file of a retry
   */
  static void forEach(Dataset dataset, boolean retry, Consumer<FileRecord> taker)
      throws IOException {
    try (ItemIterator items = dataset.items()) {
      for (Item item = items.next(); item != null; item = items.next()) {
        taker.accept(
            retry
                ? ofRetry(item.value(), dataset.location().config())
                : new FileRecord(item.index(), item.value()));
      }
    }
  }

  /** Returns the record of an item of a retry's file. */
  static FileRecord ofRetry(Object item, ReaderConfig config) {
    return of(config.textValues() ? decoded(item) : item);
  }

  /** Returns the record that stands in a JSON value {@code {"index", "record"}}. */
  static FileRecord of(Object envelope) {
    return envelope instanceof Map<?, ?> object && object.get("index") instanceof Number index
        ? new FileRecord(index.longValue(), object.get("record"))
        : new FileRecord(-1, null);
  }

  /** As the workflow does: a row's cells together are the JSON, in percent-encoding. */
  private static Object decoded(Object row) {
    String text =
        ((Map<?, ?>) row).values().stream().map(Object::toString).collect(Collectors.joining());
    try {
      // It has no plus sign of its own, which would be a blank here.
      return Json.parse(URLDecoder.decode(text, StandardCharsets.UTF_8));
    } catch (MalformedJson | IllegalArgumentException e) {
      return null;
    }
  }
}
