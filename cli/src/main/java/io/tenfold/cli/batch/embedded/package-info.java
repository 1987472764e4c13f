/**
 * The batches that the embedded engine runs on this machine, in a folder. Only commands call it, to
 * make the batches; from there on they are the port's.
 */
package io.tenfold.cli.batch.embedded;
