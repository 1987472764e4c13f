/**
 * What is said of a finished native package, and whether it would run on Lambda.
 *
 * <p>The extension's Maven parent calls it after Quarkus has built; it calls no other package.
 */
package io.tenfold.function.packaging;
