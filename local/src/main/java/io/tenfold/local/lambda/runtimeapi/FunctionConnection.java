package io.tenfold.local.lambda.runtimeapi;

import io.tenfold.local.http.HttpRequest;
import io.tenfold.local.http.RequestReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One connection from a function's process: reads requests as their bytes come and sends answers,
 * without ever blocking.
 */
final class FunctionConnection {
  /** A runtime has one request at a time; more answers than these would only fill the memory. */
  private static final int MOST_UNSENT = 100;

  private final SocketChannel channel;
  private final SelectionKey key;
  private final Deque<ByteBuffer> unsent = new ArrayDeque<>();
  private final RequestReader requests;
  private boolean closeWhenSent;

  /** Takes an accepted, non-blocking channel and its key; bodies over the limit are not kept. */
  FunctionConnection(SocketChannel channel, SelectionKey key, int bodyLimit) {
    this.channel = channel;
    this.key = key;
    this.requests =
        new RequestReader(
            "The function's process", bodyLimit, interim -> send(ByteBuffer.wrap(interim), false));
  }

  /** Reads what has come, and returns the number of bytes: 0 for none yet, -1 at the end. */
  int read() throws IOException {
    return requests.fill(
        (bytes, offset, length) -> channel.read(ByteBuffer.wrap(bytes, offset, length)));
  }

  /**
   * Returns the next whole request, or null until more bytes have been read.
   *
   * @throws IOException if what came is not HTTP; the connection cannot be used any more
   */
  HttpRequest next() throws IOException {
    return requests.next();
  }

  /**
   * Sends an answer, now or as the client takes it, and then closes if asked to.
   *
   * @throws IOException if the client is gone, or takes none of many answers
   */
  void send(ByteBuffer answer, boolean thenClose) throws IOException {
    if (unsent.size() == MOST_UNSENT) {
      throw new IOException("The function's process does not take its answers");
    }
    closeWhenSent |= thenClose;
    unsent.add(answer);
    flush();
  }

  /** Sends what the client takes of the answers not yet sent. */
  void flush() throws IOException {
    while (!unsent.isEmpty()) {
      channel.write(unsent.peek());
      if (unsent.peek().hasRemaining()) {
        key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        return;
      }
      unsent.remove();
    }
    if (closeWhenSent) {
      close();
    } else if (key.interestOps() != SelectionKey.OP_READ) {
      key.interestOps(SelectionKey.OP_READ);
    }
  }

  /**
   * Returns, once the client has closed its end, whether it had done so before it took what was
   * sent last: the kernel answers data for a socket that is gone with a reset, after which no more
   * can be written; after data that the process had taken it can.
   */
  boolean refusedLastAnswer() {
    if (!unsent.isEmpty()) {
      return true;
    }
    try {
      channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  /** Returns whether the connection can still be used. */
  boolean isOpen() {
    return channel.isOpen();
  }

  /** Closes the connection. */
  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // Closed is all it is to be.
    }
  }
}
