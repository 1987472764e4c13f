package io.tenfold.bench.processor;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An order of items of several kinds. */
@RegisterForReflection
public record Input(
    @JsonProperty("order-id") String id,
    Instant placed,
    Optional<String> note,
    List<Item> items) {}
