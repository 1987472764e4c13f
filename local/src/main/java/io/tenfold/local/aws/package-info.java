/**
 * The local AWS endpoint: one HTTP server in front of moto that answers a few services itself.
 *
 * <p>The command starts it; nothing else in the engine calls it. It calls the packages below it,
 * which do not call it.
 */
package io.tenfold.local.aws;
