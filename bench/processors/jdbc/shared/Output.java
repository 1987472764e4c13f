package io.tenfold.bench.processor;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** The account, and whether it has bookings. */
@RegisterForReflection
public record Output(String account, boolean booked) {}
