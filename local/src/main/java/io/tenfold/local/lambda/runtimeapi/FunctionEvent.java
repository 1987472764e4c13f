package io.tenfold.local.lambda.runtimeapi;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One event on its way to a function.
 *
 * @param deadlineMillis when it times out, in milliseconds since 1970
 * @param traceId an X-Ray header, never sampled
 */
public record FunctionEvent(
    String requestId, String functionArn, long deadlineMillis, String traceId, byte[] payload) {

  /** Returns an invocation with this id that must end within so many milliseconds from now. */
  public static FunctionEvent of(
      String requestId, String functionArn, long timeoutMillis, byte[] payload) {
    long now = System.currentTimeMillis();
    return new FunctionEvent(requestId, functionArn, now + timeoutMillis, traceId(now), payload);
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
