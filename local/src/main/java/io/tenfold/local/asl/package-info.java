/**
 * An Amazon States Language definition: parses it, refuses what is wrong with it, and has the
 * states that it consists of, with their Retry, Catch, Output and Assign.
 *
 * <p>The engine and {@code map.run}, whose Map state is one of them, may call it; it calls {@code
 * asl.execution}, {@code asl.jsonata} and {@code asl.error}, and none of them calls it.
 */
package io.tenfold.local.asl;
