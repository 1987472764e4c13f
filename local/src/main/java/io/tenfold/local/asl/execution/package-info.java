/**
 * What a running workflow consists of: its states in turn, variables, context, history, branches,
 * cancellation, time limits and payload limits.
 *
 * <p>{@code asl}, {@code map.run}, {@code task} and the engine may call it; of {@code asl} it calls
 * {@code jsonata} and {@code error} only, and knows no kind of state.
 */
package io.tenfold.local.asl.execution;
