package io.tenfold.bench.processor;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.math.BigDecimal;

/** A price to be raised. */
@RegisterForReflection
public record Input(@NotBlank String sku, @NotNull @Positive @DecimalMax("10000") BigDecimal net) {}
