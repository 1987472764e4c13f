package io.tenfold.function;

/**
 * One record of those that a {@link BatchProcessor} is given together, and what it may know beside
 * it.
 *
 * @param record the record, read from its JSON
 * @param context its index, its idempotency key, and the time that is left for all of them
 * @param <R> the record's type
 */
public record BatchRecord<R>(R record, RecordContext context) {}
