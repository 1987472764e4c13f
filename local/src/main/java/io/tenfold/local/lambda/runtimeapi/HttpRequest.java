package io.tenfold.local.lambda.runtimeapi;

/**
 * A request to the Runtime API.
 *
 * @param body the content, of which only a beginning is kept when {@code tooLarge}
 * @param tooLarge whether the content is over the Runtime API's limit
 * @param errorType {@code Lambda-Runtime-Function-Error-Type}, from a header or a trailer, or null
 * @param errorBody {@code Lambda-Runtime-Function-Error-Body} from a trailer, base64, or null
 * @param failedMidStream whether a streamed response ended in an error, which its trailer says
 * @param close whether the client wants no further request on the connection
 */
record HttpRequest(
    String method,
    String path,
    byte[] body,
    boolean tooLarge,
    String errorType,
    String errorBody,
    boolean failedMidStream,
    boolean close) {}
