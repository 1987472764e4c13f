/**
 * How the command speaks: text that no record, name or file can turn into commands to the terminal,
 * progress, errors that a user can mend, exit codes. Every package of the command may call it; it
 * calls none of them.
 */
package io.tenfold.cli.console;
