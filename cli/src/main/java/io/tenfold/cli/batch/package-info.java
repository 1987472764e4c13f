/**
 * The batches of a stack: the port, {@link io.tenfold.cli.batch.Batches}, with its data, and what
 * is the same for every kind of batches. Commands, results, the report and the port's
 * implementations call it; it calls the console alone.
 */
package io.tenfold.cli.batch;
