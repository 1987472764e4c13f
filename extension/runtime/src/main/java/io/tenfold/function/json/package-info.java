/**
 * The JSON of a record and of an output: by bindings over Jackson's streams where the types allow
 * it, else by databind, in the same words.
 *
 * <p>{@code invoke}, {@code nativeimage} and {@code quarkus} may call it; it calls the root alone.
 */
package io.tenfold.function.json;
