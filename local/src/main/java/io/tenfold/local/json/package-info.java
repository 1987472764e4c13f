/**
 * JSON as the engine reads and writes it: every number as it was written, and faults with their
 * place.
 *
 * <p>Everything may call it; it calls nothing.
 */
package io.tenfold.local.json;
