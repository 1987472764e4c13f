package io.tenfold.e2e;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Input files of orders, as JSON. */
final class Orders {
  private Orders() {}

  /** An array of {@code total} orders, of which every one below {@code wrong} has quantity 0. */
  static String json(int total, int wrong) {
    return IntStream.range(0, total)
        .mapToObj(i -> order(i, i < wrong ? 0 : 1 + i % 9))
        .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
  }

  /** One order for {@code quantity} pieces. */
  static String order(int number, int quantity) {
    return """
    {"id": "O-%d", "currency": "EUR",
     "customer": {"id": "C-%d", "name": "Zoë Müller", "email": "zoe@shop.example", "country": "DE"},
     "lines": [{"sku": "TEA-1", "description": "Grüner Tee", "quantity": %d, "unitPrice": 4.95}]}\
    """
        .formatted(number, number, quantity);
  }
}
