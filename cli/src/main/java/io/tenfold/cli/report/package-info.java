/**
 * A run as an HTML page. Only commands call it; it reads a run through the port of batches and the
 * package of results.
 */
package io.tenfold.cli.report;
