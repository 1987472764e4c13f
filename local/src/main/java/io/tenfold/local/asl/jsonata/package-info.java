/**
 * JSONata in a workflow: templates of JSON with expressions in them, Step Functions' own functions,
 * and a shorter way for expressions that only name a path.
 *
 * <p>{@code asl}, {@code asl.execution} and {@code map} may call it; of {@code asl} it calls {@code
 * error} only.
 */
package io.tenfold.local.asl.jsonata;
