/**
 * The log: one line of flat JSON per record, or per batch and per record of it that failed,
 * wherever the lines go.
 *
 * <p>{@code invoke}, {@code logmanager}, {@code nativeimage} and {@code quarkus} may call it; it
 * calls the root alone. Where the processor logs, too, {@code logmanager} writes the lines.
 */
package io.tenfold.function.log;
