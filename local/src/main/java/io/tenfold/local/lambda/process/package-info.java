/**
 * A function's process: starts it, reads its log, measures its memory, and sees that neither it nor
 * what it has started outlives the run.
 *
 * <p>{@code lambda.host} may call it, and whoever starts a process that must not outlive the
 * engine; of {@code lambda} it calls only the root.
 */
package io.tenfold.local.lambda.process;
