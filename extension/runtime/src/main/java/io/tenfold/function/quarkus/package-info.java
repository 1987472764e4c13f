/**
 * The function where Quarkus runs: the handler that Quarkus and AWS's Java runtime call, its start
 * in a native executable, and Quarkus' log.
 *
 * <p>The build steps may call what is public, Quarkus makes the rest; it calls every package but
 * {@code nativeimage}.
 */
package io.tenfold.function.quarkus;
