package io.tenfold.e2e;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.Optional;

/** Something that databind alone reads, so that the function has it in either start. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Proof.Dated.class, name = "dated"),
  @JsonSubTypes.Type(value = Proof.Named.class, name = "named"),
  @JsonSubTypes.Type(value = Delivery.class, name = "delivery")
})
public sealed interface Proof permits Proof.Dated, Proof.Named, Delivery {
  /** Returns a number that tells what was read. */
  long number();

  /** One with a time. */
  record Dated(@JsonProperty("at-time") Instant time, Optional<Integer> more) implements Proof {
    @Override
    public long number() {
      return time.getEpochSecond() + more.orElse(0);
    }
  }

  /** One with a name. */
  record Named(String name) implements Proof {
    @Override
    public long number() {
      return name.length();
    }
  }
}
