package io.tenfold.bench.processor;

/** The order's id, and the table that has it. */
public record Output(String id, String table) {}
