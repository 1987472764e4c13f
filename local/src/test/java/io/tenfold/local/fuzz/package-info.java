/**
 * Random input for the property tests and for Jazzer's targets: files to begin from, in {@code
 * src/test/resources/fuzz}, changes to them, documents of every form, and a second opinion on JSON.
 */
package io.tenfold.local.fuzz;
