package io.tenfold.function;

import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;

/** A connection to nowhere: takes anything, and answers what Lambda would have answered. */
final class RehearsalChannel implements ByteChannel {
  private static final String HEADERS =
      "Content-Type: application/json\r\nLambda-Runtime-Aws-Request-Id: sample\r\n"
          + "Lambda-Runtime-Deadline-Ms: 1\r\nLambda-Runtime-Trace-Id: Root=rehearsal\r\n"
          + "Content-Length: ";

  private final ByteBuffer answers;

  /** Takes the payload of the one invocation that there will be, JSON in UTF-8. */
  RehearsalChannel(byte[] payload) {
    byte[] next =
        ("HTTP/1.1 200 OK\r\n" + HEADERS + payload.length + "\r\n\r\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    byte[] accepted =
        ("HTTP/1.1 202 Accepted\r\n" + HEADERS + "0\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
    answers =
        ByteBuffer.allocate(next.length + payload.length + accepted.length)
            .put(next)
            .put(payload)
            .put(accepted)
            .flip();
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
