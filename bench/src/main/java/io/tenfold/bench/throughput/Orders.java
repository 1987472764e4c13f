package io.tenfold.bench.throughput;

import io.tenfold.bench.BenchFailure;
import io.tenfold.local.json.Json;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The records of all measurements: orders, repeated as often as needed.
 *
 * @param orders one JSON document in UTF-8 per order
 */
record Orders(List<byte[]> orders) {
  private static final int GENERATED = 200;

  /**
   * Reads a file that holds an array of orders, or, given none, makes valid orders up that have the
   * samples' shape.
   *
   * @throws BenchFailure if the file is missing or holds no records
   */
  static Orders of(Optional<Path> file) throws IOException {
    return new Orders(file.isPresent() ? read(file.get()) : generated());
  }

  private static List<byte[]> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new BenchFailure("There is no file of records " + file);
    }
    if (!(Json.parse(Files.readAllBytes(file)) instanceof List<?> list) || list.isEmpty()) {
      throw new BenchFailure(file + " holds no array of records");
    }
    return list.stream().map(Json::writeBytes).toList();
  }

  private static List<byte[]> generated() {
    List<byte[]> orders = new ArrayList<>();
    for (int i = 0; i < GENERATED; i++) {
      Map<String, Object> customer = new LinkedHashMap<>();
      customer.put("id", "C-DE-" + (1000 + i));
      customer.put("name", "Jürgen Groß");
      customer.put("email", "customer" + i + "@example.de");
      customer.put("country", "DE");
      List<Object> lines = new ArrayList<>();
      for (int line = 0; line <= i % 4; line++) {
        lines.add(line("SKU-" + line, "Espresso beans 1 kg", 1 + i % 5, 5.25 + line));
      }
      Map<String, Object> order = new LinkedHashMap<>();
      order.put("id", "ORD-" + i);
      order.put("customer", customer);
      order.put("currency", "EUR");
      order.put("lines", lines);
      orders.add(Json.writeBytes(order));
    }
    return orders;
  }

  private static Map<String, Object> line(String sku, String text, int quantity, double price) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("sku", sku);
    line.put("description", text);
    line.put("quantity", quantity);
    line.put("unitPrice", price);
    return line;
  }

  /** Writes a JSON array of this many records. */
  void write(Path file, int records) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      byte[] separator = "[\n".getBytes(StandardCharsets.US_ASCII);
      for (int i = 0; i < records; i++) {
        out.write(separator);
        out.write(orders.get(i % orders.size()));
        separator = ",\n".getBytes(StandardCharsets.US_ASCII);
      }
      out.write("\n]\n".getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** Returns the mean size of a record in bytes. */
  double meanBytes() {
    return orders.stream().mapToInt(order -> order.length).average().orElse(0);
  }
}
