package io.tenfold.local.map.read;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenfold.local.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.AbstractThrowableAssert;

/** Reads datasets for the tests. */
public record Reading(MemoryObjectStore store, ReaderConfig config) {

  static Reading as(InputType type) {
    return new Reading(new MemoryObjectStore(), ReaderConfig.of(type));
  }

  static Reading of(ReaderConfig config) {
    return new Reading(new MemoryObjectStore(), config);
  }

  /** Returns the values, as JSON text, after checking count and indexes. */
  List<String> text(String text) throws IOException {
    return bytes("in", text.getBytes(StandardCharsets.UTF_8));
  }

  List<String> file(String name) throws IOException {
    return bytes(name, resource(name));
  }

  List<String> bytes(String key, byte[] bytes) throws IOException {
    return values(new ItemReader(store.with(key, bytes), config).open("b", key));
  }

  AbstractThrowableAssert<?, ? extends Throwable> failing(String text) {
    return failing("in", text.getBytes(StandardCharsets.UTF_8));
  }

  AbstractThrowableAssert<?, ? extends Throwable> failing(String key, byte[] bytes) {
    return assertThatThrownBy(() -> bytes(key, bytes)).isInstanceOf(ItemReaderFailed.class);
  }

  static List<String> values(Dataset dataset) throws IOException {
    List<String> values = new ArrayList<>();
    try (ItemIterator items = dataset.items()) {
      for (Item item = items.next(); item != null; item = items.next()) {
        if (item.index() != values.size()) {
          throw new AssertionError("index " + item.index() + " after " + values.size());
        }
        values.add(Json.write(item.value()));
      }
    }
    if (dataset.count() != values.size()) {
      throw new AssertionError("counted " + dataset.count() + " but read " + values.size());
    }
    return values;
  }

  static byte[] resource(String name) throws IOException {
    try (InputStream in = Reading.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
