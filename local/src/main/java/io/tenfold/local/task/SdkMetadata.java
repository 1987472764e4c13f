package io.tenfold.local.task;

import io.tenfold.local.json.LateObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What Step Functions adds to an optimized integration's result: the response's headers and the
 * request's id.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html">Optimized
 *     integrations</a>
 */
public final class SdkMetadata {
  /** All of it takes less than that, in bytes of JSON. */
  private static final int MOST = 1_500;

  private final Supplier<Map<String, String>> headers;
  private final int status;
  private final Instant date = Instant.now();
  private volatile String requestId;

  private SdkMetadata(Supplier<Map<String, String>> headers, int status) {
    this.headers = headers;
    this.status = status;
  }

  /**
   * Adds {@code SdkHttpMetadata} and {@code SdkResponseMetadata} to a result.
   *
   * @param status of the service's response
   * @param more how many bytes of JSON the headers may take beyond {@value #MOST}
   * @param headers makes those that the response has besides its date and request id, by name
   */
  public static void add(
      Map<String, Object> result, int status, int more, Supplier<Map<String, String>> headers) {
    SdkMetadata metadata = new SdkMetadata(headers, status);
    // Seldom looked at, and made for each record of a batch otherwise.
    result.put("SdkHttpMetadata", new LateObject(MOST + more, metadata::http));
    result.put("SdkResponseMetadata", new LateObject(MOST, metadata::response));
  }

  /**
   * As the other method, for a service that answers with status 200 and a body of so many bytes.
   *
   * @param contentType of the body
   */
  public static void add(Map<String, Object> result, String contentType, int length) {
    add(
        result,
        200,
        0,
        () ->
            Map.of(
                "connection",
                "keep-alive",
                "Content-Length",
                Integer.toString(length),
                "Content-Type",
                contentType));
  }

  private synchronized String requestId() {
    if (requestId == null) {
      requestId = UUID.randomUUID().toString();
    }
    return requestId;
  }

  private Map<String, Object> http() {
    Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    values.putAll(headers.get());
    values.put("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(date.atOffset(ZoneOffset.UTC)));
    values.put("x-amzn-RequestId", requestId());
    Map<String, Object> all = new LinkedHashMap<>();
    values.forEach((name, value) -> all.put(name, List.of(value)));
    Map<String, Object> http = new LinkedHashMap<>();
    http.put("AllHttpHeaders", all);
    http.put("HttpHeaders", values);
    http.put("HttpStatusCode", status);
    return http;
  }

  private Map<String, Object> response() {
    return Map.of("RequestId", requestId());
  }
}
