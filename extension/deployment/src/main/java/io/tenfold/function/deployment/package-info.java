/**
 * The build steps that Quarkus runs: they find the processor, decide how the native function
 * starts, and tell Quarkus and native-image what they need.
 *
 * <p>Quarkus calls it; it calls the runtime's public classes, of which nothing calls it.
 */
package io.tenfold.function.deployment;
