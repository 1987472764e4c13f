package io.tenfold.bench.processor;

import java.math.BigDecimal;

/** An order to be kept. */
public record Input(String id, String customer, BigDecimal amount) {}
