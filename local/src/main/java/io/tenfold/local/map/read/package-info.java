/**
 * Reads the records of a batch from its object, one after the other and never as a whole: JSON,
 * JSONL and CSV, plain or gzip, as a Distributed Map's ItemReader does.
 *
 * <p>The other packages of {@code map} and whoever reads a batch file by itself may call it; it
 * calls neither of them.
 */
package io.tenfold.local.map.read;
