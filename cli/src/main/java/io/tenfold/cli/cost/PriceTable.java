package io.tenfold.cli.cost;

import io.tenfold.cli.console.FaultWords;
import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * AWS's prices in one region on one day.
 *
 * @param region such as {@code us-east-1}
 * @param date the day they were taken, as ISO 8601
 * @param prices by their ids
 */
public record PriceTable(String region, String date, Map<String, Price> prices) {
  private static final String BUNDLED = "prices-us-east-1-2026-11-23.json";

  /** A price file that can't be used, told for people. */
  public static final class Unusable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unusable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Copies the prices. */
  public PriceTable {
    prices = Map.copyOf(prices);
  }

  /** Returns the prices that the command comes with. */
  public static PriceTable bundled() {
    try (InputStream in = PriceTable.class.getResourceAsStream(BUNDLED)) {
      return parse(in.readAllBytes(), BUNDLED);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads the prices in a file of the user's.
   *
   * @throws Unusable if it can't be read or lacks a price
   */
  public static PriceTable read(Path file) {
    try {
      return parse(Files.readAllBytes(file), file.toString());
    } catch (IOException e) {
      throw new Unusable("Can't read the prices in " + file + ": " + FaultWords.reason(e), e);
    }
  }

  private static PriceTable parse(byte[] json, String name) {
    try {
      Map<?, ?> document = (Map<?, ?>) Json.parse(json);
      Map<String, Price> prices = new LinkedHashMap<>();
      ((Map<?, ?>) document.get("prices"))
          .forEach((id, fields) -> prices.put((String) id, price((String) id, (Map<?, ?>) fields)));
      if (!prices.keySet().containsAll(Bill.PRICE_IDS)) {
        List<String> missing = new ArrayList<>(Bill.PRICE_IDS);
        missing.removeAll(prices.keySet());
        throw new Unusable(name + " lacks the prices " + String.join(", ", missing), null);
      }
      return new PriceTable(
          (String) Objects.requireNonNull(document.get("region")),
          (String) Objects.requireNonNull(document.get("date")),
          prices);
    } catch (MalformedJson e) {
      throw new Unusable(name + " is no JSON: " + e.getMessage(), e);
    } catch (ClassCastException
        | NullPointerException
        | ArithmeticException
        | NumberFormatException e) {
      throw new Unusable(
          name
              + " is no price table: see docs/cost.md for what it has to hold ("
              + FaultWords.of(e)
              + ")",
          e);
    }
  }

  private static Price price(String id, Map<?, ?> fields) {
    List<Price.Tier> tiers = new ArrayList<>();
    if (fields.get("tiers") instanceof List<?> list) {
      for (Object entry : list) {
        Map<?, ?> tier = (Map<?, ?>) entry;
        tiers.add(
            new Price.Tier(
                tier.get("upTo") == null ? null : decimal(tier.get("upTo")),
                decimal(tier.get("price"))));
      }
    } else {
      tiers.add(new Price.Tier(null, decimal(fields.get("price"))));
    }
    BigDecimal per = decimal(fields.get("per"));
    if (per.signum() <= 0 || per.stripTrailingZeros().precision() != 1 || tiers.isEmpty()) {
      throw new ArithmeticException(id + ": per must be a power of ten");
    }
    return new Price(
        id,
        (String) Objects.requireNonNull(fields.get("unit")),
        per,
        tiers,
        (String) Objects.requireNonNull(fields.get("source")));
  }

  /** Texts and numbers alike: a text keeps the zeros that AWS's page has. */
  private static BigDecimal decimal(Object value) {
    return new BigDecimal(Objects.requireNonNull(value).toString());
  }

  /** Returns a price by its id. */
  public Price price(String id) {
    return prices.get(id);
  }
}
