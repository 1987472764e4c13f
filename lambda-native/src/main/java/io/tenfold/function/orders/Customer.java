package io.tenfold.function.orders;

/** Who ordered, and the country whose tax applies; {@code name} may be missing. */
public record Customer(String id, String name, String email, Country country) {}
