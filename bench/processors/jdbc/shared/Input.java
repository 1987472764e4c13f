package io.tenfold.bench.processor;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;

/** An amount to be booked. */
@RegisterForReflection
public record Input(String account, BigDecimal amount) {}
