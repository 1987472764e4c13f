/**
 * The values that JSONata expressions compute with, as JavaScript has them: numbers that are
 * doubles, arrays that know whether they are sequences, functions, null beside undefined (which is
 * Java's null); and what bounds an evaluation.
 *
 * <p>All of {@code jsonata} may call it; it calls none of it.
 */
package io.tenfold.local.jsonata.value;
