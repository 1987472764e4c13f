/**
 * What a function on this machine has in its environment: the variables of the command line and of
 * files, and the AWS that it is given.
 *
 * <p>The commands make it and the runs on this machine use it; it calls the console's errors and
 * the engine's rules of Lambda's variables.
 */
package io.tenfold.cli.environment;
