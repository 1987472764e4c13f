package io.tenfold.function;

import java.time.Duration;
import java.time.Instant;

/**
 * What a processor may know beside the record: the record's place in the batch, from 0, the id of
 * this Lambda invocation (a retry has another), and when Lambda will end it ({@link Instant#MAX}
 * where nobody will, as in development).
 */
public record RecordContext(long index, String awsRequestId, Instant deadline) {

  /** Returns the time left before Lambda ends this invocation, zero when it is over. */
  public Duration remainingTime() {
    Duration left = Duration.between(Instant.now(), deadline);
    return left.isNegative() ? Duration.ZERO : left;
  }
}
