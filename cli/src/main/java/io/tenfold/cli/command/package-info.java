/**
 * The subcommands, a class each, and the options that several of them have. Only the program itself
 * calls them; what they do beyond reading words and printing lines is in the packages below.
 */
package io.tenfold.cli.command;
