/**
 * A folder as an object store and as a queue, so that a run needs no AWS.
 *
 * <p>The command and benchmarks call it; it calls {@code port} and {@code json}.
 */
package io.tenfold.local.folder;
