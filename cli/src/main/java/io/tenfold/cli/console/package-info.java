/**
 * What the command shows: text that no record, name or file can turn into commands to the terminal.
 * Every package of the command may call it; it calls none of them.
 */
package io.tenfold.cli.console;
