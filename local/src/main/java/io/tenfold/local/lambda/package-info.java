/**
 * A function as it is handed over: its package, configuration and names.
 *
 * <p>Whoever runs functions may call it. It is below its sub-packages, which run what it describes,
 * and calls none of them.
 */
package io.tenfold.local.lambda;
