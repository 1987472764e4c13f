/**
 * The workflow without a run: what {@code tenfold test-state} does.
 *
 * <p>The command calls it; it calls the console's errors and the engine.
 */
package io.tenfold.cli.workflow;
