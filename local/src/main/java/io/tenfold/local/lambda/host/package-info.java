/**
 * The local Lambda: runs a function in as many environments as there are events at once, as Lambda
 * would, and kills and replaces them.
 *
 * <p>The command, the endpoint and benchmarks may call it; it calls {@code lambda}, {@code
 * lambda.process} and {@code lambda.runtimeapi}, which do not call it.
 */
package io.tenfold.local.lambda.host;
