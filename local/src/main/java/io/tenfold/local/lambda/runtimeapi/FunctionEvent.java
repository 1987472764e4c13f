package io.tenfold.local.lambda.runtimeapi;

import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import io.tenfold.local.port.ServiceException;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One event on its way to a function.
 *
 * @param deadlineMillis when it times out, in milliseconds since 1970
 * @param traceId an X-Ray header, never sampled
 * @param clientContext a JSON object in ASCII, null for none
 */
public record FunctionEvent(
    String requestId,
    String functionArn,
    long deadlineMillis,
    String traceId,
    String clientContext,
    byte[] payload) {
  private static final int MOST_CONTEXT_BYTES = 3_583;

  /**
   * Returns an invocation with this id that must end within so many milliseconds from now.
   *
   * @param clientContext a JSON object in Base64, null for none
   * @throws ServiceException as {@link #header} does
   */
  public static FunctionEvent of(
      String requestId,
      String functionArn,
      long timeoutMillis,
      String clientContext,
      byte[] payload) {
    long now = System.currentTimeMillis();
    return new FunctionEvent(
        requestId, functionArn, now + timeoutMillis, traceId(now), header(clientContext), payload);
  }

  /** As the other method, without a context. */
  public static FunctionEvent of(
      String requestId, String functionArn, long timeoutMillis, byte[] payload) {
    return of(requestId, functionArn, timeoutMillis, null, payload);
  }

  /**
   * Returns a client's context as the Runtime API has it, the JSON itself.
   *
   * @param clientContext a JSON object in Base64, null for none
   * @return the object in ASCII; null for none
   * @throws ServiceException {@code Lambda.InvalidRequestContentException} if it is no such object,
   *     {@code Lambda.InvalidParameterValueException} if it has more than 3,583 bytes
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke,
   *     ClientContext</a>
   */
  public static String header(String clientContext) {
    if (clientContext == null) {
      return null;
    }
    if (clientContext.length() > MOST_CONTEXT_BYTES) {
      throw new ServiceException(
          "Lambda.InvalidParameterValueException",
          "ClientContext must have at most " + MOST_CONTEXT_BYTES + " bytes in Base64");
    }
    try {
      Object context = Json.parse(Base64.getDecoder().decode(clientContext));
      if (context instanceof Map) {
        return ascii(Json.write(context));
      }
    } catch (IllegalArgumentException | MalformedJson e) {
      // neither of the two
    }
    throw new ServiceException(
        "Lambda.InvalidRequestContentException",
        "Client context must be a valid Base64-encoded JSON object.");
  }

  /** A header has no other characters; in JSON they stand in strings alone. */
  private static String ascii(String json) {
    StringBuilder ascii = new StringBuilder(json.length());
    json.chars()
        .forEach(
            c -> {
              if (c < 0x7f) {
                ascii.append((char) c);
              } else {
                ascii.append("\\u").append(hex(c, 4));
              }
            });
    return ascii.toString();
  }

  /** Returns a new request id. */
  public static String newRequestId() {
    // Unique is enough, and SecureRandom's lock is felt at thousands a second.
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long version4 = (random.nextLong() & ~0xf000L) | 0x4000L;
    long variant2 = (random.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
    return new UUID(version4, variant2).toString();
  }

  private static String traceId(long nowMillis) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return "Root=1-"
        + hex(nowMillis / 1000, 8)
        + '-'
        + hex(random.nextLong(), 16)
        + hex(random.nextLong(), 8)
        + ";Parent="
        + hex(random.nextLong(), 16)
        + ";Sampled=0";
  }

  private static String hex(long bits, int digits) {
    return java.util.HexFormat.of().toHexDigits(bits, digits);
  }
}
