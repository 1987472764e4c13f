/**
 * The batches that the embedded engine runs on this machine, in a folder. Only commands call it: to
 * make the batches, which are the port's from there on, to choose the function's package, and to
 * tell a process from another with its id.
 */
package io.tenfold.cli.batch.embedded;
