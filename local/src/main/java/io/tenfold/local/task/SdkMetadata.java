package io.tenfold.local.task;

import io.tenfold.local.json.LateObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

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

  private final Map<String, String> headers;
  private final int status;
  private final Instant date = Instant.now();
  private volatile String requestId;

  private SdkMetadata(Map<String, String> headers, int status) {
    this.headers = headers;
    this.status = status;
  }

  /**
   * Adds {@code SdkHttpMetadata} and {@code SdkResponseMetadata} to a result.
   *
   * @param headers that the service's response has besides its date and request id, by name
   */
  public static void add(Map<String, Object> result, Map<String, String> headers) {
    add(result, headers, 200);
  }

  /** As the other method, for a response of another status. */
  static void add(Map<String, Object> result, Map<String, String> headers, int status) {
    SdkMetadata metadata = new SdkMetadata(headers, status);
    // Seldom looked at, and made for each record of a batch otherwise.
    result.put("SdkHttpMetadata", new LateObject(MOST, metadata::http));
    result.put("SdkResponseMetadata", new LateObject(MOST, metadata::response));
  }

  /** As the other method, for a service that answers in JSON. */
  public static void add(Map<String, Object> result, String contentType) {
    add(result, Map.of("connection", "keep-alive", "Content-Type", contentType));
  }

  private synchronized String requestId() {
    if (requestId == null) {
      requestId = UUID.randomUUID().toString();
    }
    return requestId;
  }

  private Map<String, Object> http() {
    Map<String, String> values = new LinkedHashMap<>(headers);
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
