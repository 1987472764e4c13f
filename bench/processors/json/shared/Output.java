package io.tenfold.bench.processor;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The order with its totals. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Output(
    @JsonProperty("order-id") String id,
    Instant due,
    Optional<String> note,
    Map<String, BigDecimal> totals,
    List<Item> items) {}
