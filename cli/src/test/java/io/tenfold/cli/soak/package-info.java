/**
 * The soak harness: seeded batches with disturbed functions and machines, judged by a ledger that
 * the function itself writes. {@code make soak} runs it; nothing of it is shipped.
 */
package io.tenfold.cli.soak;
