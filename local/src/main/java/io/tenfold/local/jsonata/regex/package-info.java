/**
 * Regular expressions as JavaScript has them (ECMAScript with Annex B, over UTF-16 units, flags i
 * and m), matched step by step so that none can run away with the thread or its stack.
 *
 * <p>{@code jsonata} may call it; it calls {@code value} only.
 */
package io.tenfold.local.jsonata.regex;
