package io.tenfold.bench.processor;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;

/** What can be ordered. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Item.Book.class, name = "book"),
  @JsonSubTypes.Type(value = Item.Service.class, name = "service")
})
public sealed interface Item {
  /** What it costs. */
  BigDecimal price();

  /** A book. */
  @RegisterForReflection
  record Book(String isbn, int copies, BigDecimal each) implements Item {
    @Override
    public BigDecimal price() {
      return each.multiply(BigDecimal.valueOf(copies));
    }
  }

  /** Work by the hour. */
  @RegisterForReflection
  record Service(int hours, BigDecimal hourly) implements Item {
    @Override
    public BigDecimal price() {
      return hourly.multiply(BigDecimal.valueOf(hours));
    }
  }
}
