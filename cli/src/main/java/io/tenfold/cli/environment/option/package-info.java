/**
 * The options that say what a function on this machine has in its environment, and the command that
 * shows it to a shell. The commands have and list them; what they make is of {@code
 * io.tenfold.cli.environment}.
 */
package io.tenfold.cli.environment.option;
