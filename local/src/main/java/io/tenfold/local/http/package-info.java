/**
 * The one reader of HTTP/1.1: requests and responses, from a stream or from what a channel has just
 * now, with a head of at most 64 KiB, and content with a length, in chunks, or up to the
 * connection's end. What is ambiguous is refused, not guessed at. It writes nothing.
 *
 * <p>Whoever speaks HTTP over a socket of its own may call it: the Lambda host's Runtime API, the
 * connections to moto, and the benchmarks. It calls nothing.
 *
 * <p>The function's own connection, in {@code extension/runtime}, is not among them and must not
 * be: a function depends on nothing of the engine, which it meets over the Runtime API only.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112">RFC 9112, HTTP/1.1</a>
 */
package io.tenfold.local.http;
