package io.tenfold.function.repairs;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import lombok.Data;

/** What a repair will cost, a bean by Lombok. */
@Data
public class Estimate {
  private String number;
  private LocalDate day;
  private List<Line> lines;
  private BigDecimal total;

  /** A part, and what all its pieces cost. */
  @Data
  public static class Line {
    private String name;
    private int pieces;
    private BigDecimal price;
  }
}
