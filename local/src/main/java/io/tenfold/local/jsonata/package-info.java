/**
 * JSONata 2.0.6: parses an expression into a tree and evaluates it over JSON, with JavaScript's
 * numbers and regular expressions, within bounds of steps, time and memory. It knows nothing of
 * Step Functions.
 *
 * <p>{@code asl.jsonata} may call it; it calls {@code function}, {@code regex} and {@code value}
 * below it.
 *
 * @see <a href="https://docs.jsonata.org/overview">JSONata's documentation</a>
 */
package io.tenfold.local.jsonata;
