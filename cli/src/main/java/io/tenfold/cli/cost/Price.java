package io.tenfold.cli.cost;

import java.math.BigDecimal;
import java.util.List;

/**
 * What AWS charges for one kind of thing.
 *
 * @param id its name in the price file, such as {@code lambda.requests}
 * @param unit what is counted, such as {@code request}
 * @param per how many of the unit an amount is for
 * @param tiers the amounts by volume, at least one; the last has no end
 * @param source the address of AWS's page that has it
 */
public record Price(String id, String unit, BigDecimal per, List<Tier> tiers, String source) {

  /**
   * An amount of money, and up to which volume in a month it is asked.
   *
   * @param upTo the volume at which the next tier begins, null for the last
   */
  public record Tier(BigDecimal upTo, BigDecimal amount) {}

  /** Copies the tiers. */
  public Price {
    tiers = List.copyOf(tiers);
  }

  /** Returns what a quantity of the unit costs, as if nothing else were used in the month. */
  public BigDecimal of(BigDecimal quantity) {
    BigDecimal cost = BigDecimal.ZERO;
    BigDecimal charged = BigDecimal.ZERO;
    for (Tier tier : tiers) {
      BigDecimal end = tier.upTo() == null ? quantity : quantity.min(tier.upTo());
      if (end.compareTo(charged) > 0) {
        cost = cost.add(end.subtract(charged).multiply(tier.amount()));
        charged = end;
      }
    }
    // A power of ten in every price file, so nothing is rounded.
    return cost.divide(per);
  }

  /** Returns it for people, such as {@code $0.20 per 1,000,000 requests}. */
  public String sentence() {
    String amount = "$" + tiers.get(0).amount().toPlainString();
    return per.compareTo(BigDecimal.ONE) == 0
        ? amount + " per " + unit + (tiers.size() > 1 ? ", falling" : "")
        : amount + String.format(" per %,d %ss", per.longValueExact(), unit);
  }
}
