/**
 * What only a native executable has: the start without Quarkus, the connection by the C library,
 * and what native-image is told while it builds.
 *
 * <p>The build steps may call what is public, native-image finds the rest; it calls every package
 * but {@code quarkus}, and Quarkus itself only while an image is built.
 */
package io.tenfold.function.nativeimage;
