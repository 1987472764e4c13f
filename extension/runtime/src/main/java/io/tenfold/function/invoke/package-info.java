/**
 * One invocation from its payload to its answer, whoever calls the function: the envelope, of one
 * record or of several, the record's key, the processor, and what becomes of whatever it throws.
 *
 * <p>{@code poll}, {@code nativeimage}, {@code quarkus} and the test kit may call it; it calls
 * {@code json}, {@code log} and the root.
 */
package io.tenfold.function.invoke;
