package io.tenfold.local.map.read;

/**
 * One item of a dataset: its position, from 0, and its value, a plain Java value as {@link
 * io.tenfold.local.json.Json} has them.
 */
public record Item(long index, Object value) {}
