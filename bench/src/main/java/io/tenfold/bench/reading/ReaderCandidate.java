package io.tenfold.bench.reading;

import io.tenfold.bench.BenchFailure;
import io.tenfold.local.json.Json;
import io.tenfold.local.map.read.Dataset;
import io.tenfold.local.map.read.InputType;
import io.tenfold.local.map.read.Item;
import io.tenfold.local.map.read.ItemIterator;
import io.tenfold.local.map.read.ItemReader;
import io.tenfold.local.map.read.ReaderConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * A reader and a file that it reads: the same records, all of whose values are texts, in each.
 *
 * @param name the reader's in the results
 * @param key the object's, which decides about gzip
 * @param config how it is read
 * @param head what comes before the blocks
 * @param block a block of {@link #BLOCK} records
 * @param tail what comes after them, and holds one record
 */
record ReaderCandidate(
    String name, String key, ReaderConfig config, byte[] head, byte[] block, byte[] tail) {
  /** How many records a block has. */
  static final int BLOCK = 200;

  /** Returns all readers, JSON's first: the others are compared with it. */
  static List<ReaderCandidate> all() throws IOException {
    List<Map<String, String>> records = records();
    Map<String, String> last = records.get(0);
    List<String> json = records.stream().map(Json::write).toList();
    String lines = String.join("\n", json) + "\n";
    ReaderConfig asJsonl = ReaderConfig.of(InputType.JSONL);
    ReaderConfig asCsv = ReaderConfig.of(InputType.CSV);
    String names = String.join(",", last.keySet()) + "\n";
    return List.of(
        of(
            "JSON",
            "in.json",
            ReaderConfig.of(InputType.JSON),
            "[",
            String.join(",\n", json) + ",\n",
            Json.write(last) + "]"),
        of("JSON Lines", "in.jsonl", asJsonl, "", lines, Json.write(last) + "\n"),
        of("CSV", "in.csv", asCsv, names, rows(records, false), row(last, false)),
        of("CSV, every cell quoted", "in.csv", asCsv, names, rows(records, true), row(last, true)),
        new ReaderCandidate(
            "JSON Lines, gzip",
            "in.jsonl.gz",
            asJsonl,
            gzip(""),
            gzip(lines),
            gzip(Json.write(last) + "\n")),
        new ReaderCandidate(
            "CSV, gzip",
            "in.csv.gz",
            asCsv,
            gzip(names),
            gzip(rows(records, false)),
            gzip(row(last, false))));
  }

  private static ReaderCandidate of(
      String name, String key, ReaderConfig config, String head, String block, String tail) {
    return new ReaderCandidate(name, key, config, utf8(head), utf8(block), utf8(tail));
  }

  private static List<Map<String, String>> records() {
    List<Map<String, String>> records = new ArrayList<>();
    for (int i = 0; i < BLOCK; i++) {
      Map<String, String> record = new LinkedHashMap<>();
      record.put("id", "ORD-" + (100_000 + i * 7919));
      record.put("customer", i % 3 == 0 ? "Jürgen Groß" : "Anna Smith");
      record.put("email", "customer" + i + "@example.de");
      record.put("description", i % 10 == 0 ? "Pipe, 3\" \\ 1 m" : "Espresso beans 1 kg");
      record.put("quantity", String.valueOf(1 + i % 50));
      record.put("price", (i % 90) + ".25");
      record.put("orderedOn", "2026-11-" + (10 + i % 20));
      record.put("express", String.valueOf(i % 2 == 0));
      records.add(record);
    }
    return records;
  }

  private static String rows(List<Map<String, String>> records, boolean quoted) {
    StringBuilder rows = new StringBuilder();
    records.forEach(record -> rows.append(row(record, quoted)));
    return rows.toString();
  }

  private static String row(Map<String, String> record, boolean quoted) {
    return String.join(
            ",",
            record.values().stream()
                .map(
                    value ->
                        quoted || value.indexOf(',') >= 0
                            ? '"' + value.replace("\\", "\\\\").replace("\"", "\"\"") + '"'
                            : value)
                .toList())
        + "\r\n";
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(utf8(text));
    }
    return bytes.toByteArray();
  }

  /** Returns how many blocks make a file of JSON of about this size in bytes. */
  static long blocks(List<ReaderCandidate> all, long jsonBytes) {
    return Math.max(1, jsonBytes / all.get(0).block.length);
  }

  /**
   * Reads a file as a Map Run does, once to validate and count it and once for its items.
   *
   * @return the seconds that took
   * @throws BenchFailure if a record is missing
   */
  double seconds(long blocks) throws IOException {
    long begin = System.nanoTime();
    Dataset dataset = new ItemReader(file(blocks), config).open("b", key);
    long items = 0;
    long texts = 0;
    try (ItemIterator iterator = dataset.items()) {
      for (Item item = iterator.next(); item != null; item = iterator.next()) {
        items++;
        texts += ((Map<?, ?>) item.value()).size();
      }
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    if (items != records(blocks) || texts != items * 8) {
      throw new BenchFailure(name + " read " + items + " records of " + records(blocks));
    }
    return seconds;
  }

  /** Returns a file of so many blocks. */
  RepeatedObject file(long blocks) {
    return new RepeatedObject(head, block, blocks, tail);
  }

  /** Returns how many records a file of so many blocks has. */
  static long records(long blocks) {
    return blocks * BLOCK + 1;
  }
}
