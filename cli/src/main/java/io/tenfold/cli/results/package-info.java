/**
 * What became of the records: results are read, merged, grouped, proven complete, and written to
 * retries' files and to people's. Commands and the report call it; it knows batches by their port.
 */
package io.tenfold.cli.results;
