package io.tenfold.function.invoke;

import io.tenfold.function.RecordContext;
import io.tenfold.function.TransientFailure;
import java.util.Optional;

/**
 * Keeps a record from being processed a second time. It knows a record by its {@link
 * RecordContext#idempotencyKey}.
 */
public interface RecordGuard {

  /**
   * Claims a record for this process until the invocation's deadline, and returns empty; or returns
   * what the record was answered with before, in UTF-8.
   *
   * @throws TransientFailure if another process has it at this moment, or the guard can't tell
   */
  Optional<byte[]> begin(RecordContext context);

  /**
   * Notes what a claimed record is answered with, for the next time.
   *
   * @throws RuntimeException if that can't be noted: the record may then be processed again
   */
  void succeeded(RecordContext context, byte[] answer);

  /**
   * Gives a claimed record back: it failed, and the next attempt may process it.
   *
   * @throws RuntimeException if that can't be noted: the next attempt then waits for the deadline
   */
  void failed(RecordContext context);

  /**
   * Warms the way to where the guard has its notes, while Lambda starts the process.
   *
   * @throws RuntimeException if it does not answer
   */
  void warmUp();
}
