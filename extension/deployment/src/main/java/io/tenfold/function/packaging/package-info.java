/**
 * What is said of a finished package, and whether a native one would run on Lambda.
 *
 * <p>The build steps call it after Quarkus has packed; it calls no other package.
 */
package io.tenfold.function.packaging;
