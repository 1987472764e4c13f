/** The program itself: it reads the command line, and ends with an exit code. Nothing calls it. */
package io.tenfold.cli;
