/**
 * What the engine needs of the world: objects, messages and functions, each as an interface.
 *
 * <p>Everything may call it; it calls nothing.
 */
package io.tenfold.local.port;
