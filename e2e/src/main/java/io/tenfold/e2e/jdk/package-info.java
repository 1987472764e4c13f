/**
 * What a processor may ask of the JDK, as operations with names: their results are texts, which are
 * to be the same on the JVM and in a native function.
 */
package io.tenfold.e2e.jdk;
