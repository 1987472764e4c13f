package io.tenfold.bench.processor;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;

/** The amount in euros. */
@RegisterForReflection
public record Output(BigDecimal euros) {}
