package io.tenfold.local.http;

/**
 * A whole request.
 *
 * @param target the path and query as the client wrote them
 * @param fields of the head
 * @param trailer the fields after the last chunk
 * @param body the content, of which nothing or a beginning is kept when {@code tooLarge}
 * @param tooLarge whether the content is over the reader's limit
 * @param close whether the client wants no further request on the connection
 */
public record HttpRequest(
    String method,
    String target,
    Fields fields,
    Fields trailer,
    byte[] body,
    boolean tooLarge,
    boolean close) {}
