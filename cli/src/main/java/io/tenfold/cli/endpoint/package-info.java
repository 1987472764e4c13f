/**
 * The commands of the local AWS endpoint: {@code tenfold up}, {@code down} and {@code status}.
 *
 * <p>Only the list of subcommands knows them.
 */
package io.tenfold.cli.endpoint;
