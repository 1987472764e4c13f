package io.tenfold.bench.processor;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;

/** The price with tax. */
@RegisterForReflection
public record Output(String sku, BigDecimal gross) {}
