package io.tenfold.local.fuzz;

import io.tenfold.local.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** JSON documents in which some values are others, gone, or in another place. */
public final class MutatedTree {
  private final Random random;
  private final List<Object> values;
  private final double rate;

  private MutatedTree(Random random, List<Object> values, double rate) {
    this.random = random;
    this.values = values;
    this.rate = rate;
  }

  /**
   * Returns documents with about one to five values changed.
   *
   * @param documents to begin from, as JSON text
   * @param values what is put in the place of others, besides parts of the document itself
   */
  public static Arbitrary<String> of(List<String> documents, List<Object> values) {
    List<Object> parsed = documents.stream().map(Json::parse).toList();
    return Arbitraries.randomValue(
        random -> {
          Object document = parsed.get(random.nextInt(parsed.size()));
          List<Object> parts = new ArrayList<>(values);
          collect(document, parts);
          double rate = (1.0 + random.nextInt(5)) / Math.max(5, parts.size() - values.size());
          return Json.write(new MutatedTree(random, parts, rate).changed(document));
        });
  }

  private static void collect(Object part, List<Object> parts) {
    parts.add(part);
    if (part instanceof Map<?, ?> object) {
      object.values().forEach(value -> collect(value, parts));
    } else if (part instanceof List<?> array) {
      array.forEach(value -> collect(value, parts));
    }
  }

  private Object changed(Object value) {
    if (random.nextDouble() < rate) {
      return random.nextInt(4) == 0 && value instanceof String text
          ? changedText(text)
          : values.get(random.nextInt(values.size()));
    }
    if (value instanceof Map<?, ?> object) {
      Map<String, Object> members = new LinkedHashMap<>();
      for (Map.Entry<?, ?> member : object.entrySet()) {
        if (random.nextDouble() >= rate / 2) {
          String name = (String) member.getKey();
          members.put(
              random.nextDouble() < rate / 2 ? changedText(name) : name,
              changed(member.getValue()));
        }
      }
      return members;
    }
    if (value instanceof List<?> array) {
      List<Object> elements = new ArrayList<>();
      for (Object element : array) {
        for (int i = random.nextDouble() < rate ? random.nextInt(3) : 1; i > 0; i--) {
          elements.add(changed(element));
        }
      }
      return elements;
    }
    return value;
  }

  private String changedText(String text) {
    int at = random.nextInt(text.length() + 1);
    String characters = "(){}[]%$&~\"'`\\/*?:;,.<>=!^@#|-+ a0é\u0000\ud800";
    String put = String.valueOf(characters.charAt(random.nextInt(characters.length())));
    return switch (random.nextInt(3)) {
      case 0 -> text.substring(0, at) + put + text.substring(at);
      case 1 -> text.substring(0, at) + text.substring(Math.min(text.length(), at + 1));
      default -> text.substring(0, at) + put + text.substring(Math.min(text.length(), at + 1));
    };
  }
}
