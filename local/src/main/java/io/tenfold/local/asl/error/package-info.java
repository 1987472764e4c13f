/**
 * The errors of definitions and of states, and the names by which Retry and Catch know them.
 *
 * <p>Everything in the engine may call it; it calls nothing.
 */
package io.tenfold.local.asl.error;
