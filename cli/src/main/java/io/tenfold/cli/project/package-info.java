/**
 * A user's own project: what {@code tenfold new} writes.
 *
 * <p>The command calls it; it calls nothing but the console's errors.
 */
package io.tenfold.cli.project;
