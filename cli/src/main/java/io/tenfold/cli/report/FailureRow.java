package io.tenfold.cli.report;

/**
 * A record that failed.
 *
 * @param index its index in the file, -1 if it has none
 * @param message why, for people
 */
record FailureRow(long index, String status, String error, String message) {}
