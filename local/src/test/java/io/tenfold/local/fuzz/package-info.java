/** Random input for the property tests: files to begin from, changes to them, documents. */
package io.tenfold.local.fuzz;
