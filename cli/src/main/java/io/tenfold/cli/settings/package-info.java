/**
 * What a project and its environment set for every command: {@code tenfold.properties} and {@code
 * $TENFOLD_…}.
 *
 * <p>The commands and what finds the stack ask it; it calls nothing but the console's errors.
 */
package io.tenfold.cli.settings;
