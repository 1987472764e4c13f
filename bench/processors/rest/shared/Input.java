package io.tenfold.bench.processor;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;

/** An amount in another currency. */
@RegisterForReflection
public record Input(String currency, BigDecimal amount) {}
