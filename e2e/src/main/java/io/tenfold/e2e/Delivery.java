package io.tenfold.e2e;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import lombok.Builder;
import lombok.Singular;
import lombok.Value;
import lombok.extern.jackson.Jacksonized;

/** A class that Lombok writes, with a builder by which Jackson reads it. */
@Value
@Builder
@Jacksonized
public final class Delivery implements Proof {
  @JsonProperty("delivered-at")
  Instant at;

  @Singular List<Integer> parcels;
  String note;

  @Override
  public long number() {
    Waybill waybill = Waybills.INSTANCE.of(this);
    return waybill.at().getEpochSecond()
        + waybill.parcels().stream().mapToLong(Long::longValue).sum()
        + waybill.remark().length();
  }
}
