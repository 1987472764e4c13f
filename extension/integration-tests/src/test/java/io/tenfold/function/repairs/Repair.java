package io.tenfold.function.repairs;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import lombok.Builder;
import lombok.Value;
import lombok.extern.jackson.Jacksonized;

/** A repair as the workshop enters it, read by the builder that Lombok writes. */
@Value
@Builder
@Jacksonized
public class Repair {
  @JsonProperty("repair-no")
  String number;

  LocalDate received;
  List<Part> parts;

  /** What is replaced. */
  @Value
  @Builder
  @Jacksonized
  public static class Part {
    String name;
    int pieces;
    BigDecimal each;
  }
}
