/**
 * The function's side of Lambda's Runtime API: the loop, its rehearsal, and the one HTTP connection
 * that it needs.
 *
 * <p>{@code nativeimage} and {@code quarkus} may call it; it calls {@code invoke} and the root.
 */
package io.tenfold.function.poll;
