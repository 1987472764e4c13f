/**
 * JSONata's own functions, with the results of version 2.0.6.
 *
 * <p>{@code jsonata} and {@code asl.jsonata} may call it; it calls {@code value} and {@code regex}.
 *
 * @see <a href="https://docs.jsonata.org/overview">JSONata's documentation</a>
 */
package io.tenfold.local.jsonata.function;
