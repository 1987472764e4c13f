package io.tenfold.function.poll;

import io.tenfold.function.RecordContext;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;

/** A connection to nowhere: takes anything, and answers what Lambda would have answered. */
class RehearsalChannel implements ByteChannel {
  private static final long LONGEST_TIMEOUT_MILLIS = RecordContext.LONGEST_TIMEOUT.toMillis();
  private static final String HEADERS =
      "Content-Type: application/json\r\nLambda-Runtime-Aws-Request-Id: sample\r\n"
          + "Lambda-Runtime-Trace-Id: Root=rehearsal\r\nLambda-Runtime-Deadline-Ms: ";

  private final ByteBuffer answers;

  /** Takes the payload of the one invocation that there will be, JSON in UTF-8. */
  RehearsalChannel(byte[] payload) {
    this(answersTo(payload));
  }

  /** Takes the answers as they are, one after the other. */
  RehearsalChannel(ByteBuffer answers) {
    this.answers = answers;
  }

  private static ByteBuffer answersTo(byte[] payload) {
    // Ahead, or a processor that looks at the time left would rehearse its failure.
    long deadline = System.currentTimeMillis() + LONGEST_TIMEOUT_MILLIS;
    byte[] next = head("200 OK", deadline, payload.length);
    byte[] accepted = head("202 Accepted", deadline, 0);
    return ByteBuffer.allocate(next.length + payload.length + accepted.length)
        .put(next)
        .put(payload)
        .put(accepted)
        .flip();
  }

  private static byte[] head(String status, long deadline, int length) {
    return ("HTTP/1.1 "
            + status
            + "\r\n"
            + HEADERS
            + deadline
            + "\r\nContent-Length: "
            + length
            + "\r\n\r\n")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public int read(ByteBuffer into) {
    int count = Math.min(into.remaining(), answers.remaining());
    into.put(answers.slice().limit(count));
    answers.position(answers.position() + count);
    return count == 0 ? -1 : count;
  }

  @Override
  public int write(ByteBuffer from) {
    int count = from.remaining();
    from.position(from.limit());
    return count;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {
    // There is nothing to close.
  }
}
