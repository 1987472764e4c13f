/**
 * The log: one line of flat JSON per record, or per batch and per record of it that failed,
 * wherever the lines go.
 *
 * <p>{@code invoke}, {@code nativeimage} and {@code quarkus} may call it; it calls the root alone.
 * Quarkus' log is reached from {@code quarkus}, for a direct start has none.
 */
package io.tenfold.function.log;
