/**
 * A user's own project: what {@code tenfold new} writes.
 *
 * <p>The command calls it; it calls the console's errors and the engine's temporary folder.
 */
package io.tenfold.cli.project;
