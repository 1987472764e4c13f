package io.tenfold.local.lambda.runtimeapi;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/**
 * What a connection makes of bytes that come in pieces.
 *
 * @param requests all that was received, in words
 * @param refused whether it was told that what came is no HTTP
 */
record ReceivedRequests(String requests, boolean refused) {
  static final int BODY_LIMIT = 1_000;

  /** Sends the bytes in pieces of these lengths, over and over. */
  static ReceivedRequests of(byte[] bytes, List<Integer> pieces) throws IOException {
    return of(new Pieces(bytes, pieces, true));
  }

  /** Sends the bytes and takes no answer. */
  static ReceivedRequests untaken(byte[] bytes) throws IOException {
    return of(new Pieces(bytes, List.of(Integer.MAX_VALUE), false));
  }

  private static ReceivedRequests of(Pieces channel) throws IOException {
    FunctionConnection connection = new FunctionConnection(channel, new NoKey(channel), BODY_LIMIT);
    StringBuilder requests = new StringBuilder();
    try {
      while (connection.read() >= 0) {
        for (HttpRequest next = connection.next(); next != null; next = connection.next()) {
          if (next.body().length > BODY_LIMIT) {
            throw new AssertionError("kept a body of " + next.body().length + " bytes");
          }
          requests
              .append(next.method())
              .append(' ')
              .append(next.path())
              .append(' ')
              .append(next.tooLarge())
              .append(' ')
              .append(next.errorType())
              .append(' ')
              .append(next.errorBody())
              .append(' ')
              .append(next.failedMidStream())
              .append(' ')
              .append(next.close())
              .append(' ')
              .append(Base64.getEncoder().encodeToString(next.body()))
              .append('\n');
        }
      }
      return new ReceivedRequests(requests.toString(), false);
    } catch (IOException e) {
      return new ReceivedRequests(requests.toString(), true);
    }
  }

  /** A channel that has the bytes, and takes every answer or none. */
  private static final class Pieces extends SocketChannel {
    private final ByteBuffer bytes;
    private final List<Integer> lengths;
    private final boolean takesAnswers;
    private int reads;

    Pieces(byte[] bytes, List<Integer> lengths, boolean takesAnswers) {
      super(null);
      this.bytes = ByteBuffer.wrap(bytes);
      this.lengths = lengths;
      this.takesAnswers = takesAnswers;
    }

    @Override
    public int read(ByteBuffer target) {
      if (!bytes.hasRemaining()) {
        return -1;
      }
      int length =
          Math.min(
              Math.min(lengths.get(reads++ % lengths.size()), target.remaining()),
              bytes.remaining());
      target.put(bytes.slice(bytes.position(), length));
      bytes.position(bytes.position() + length);
      return length;
    }

    @Override
    public int write(ByteBuffer source) {
      int length = takesAnswers ? source.remaining() : 0;
      source.position(source.position() + length);
      return length;
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) {
      throw new UnsupportedOperationException();
    }

    @Override
    public SocketChannel bind(SocketAddress local) {
      throw new UnsupportedOperationException();
    }

    @Override
    public <T> SocketChannel setOption(java.net.SocketOption<T> name, T value) {
      throw new UnsupportedOperationException();
    }

    @Override
    public <T> T getOption(java.net.SocketOption<T> name) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Set<java.net.SocketOption<?>> supportedOptions() {
      return Set.of();
    }

    @Override
    public SocketChannel shutdownInput() {
      return this;
    }

    @Override
    public SocketChannel shutdownOutput() {
      return this;
    }

    @Override
    public java.net.Socket socket() {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean isConnected() {
      return true;
    }

    @Override
    public boolean isConnectionPending() {
      return false;
    }

    @Override
    public boolean connect(SocketAddress remote) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean finishConnect() {
      return true;
    }

    @Override
    public SocketAddress getRemoteAddress() {
      throw new UnsupportedOperationException();
    }

    @Override
    public SocketAddress getLocalAddress() {
      throw new UnsupportedOperationException();
    }

    @Override
    protected void implCloseSelectableChannel() {}

    @Override
    protected void implConfigureBlocking(boolean block) {}
  }

  /** A key of no selector. */
  private static final class NoKey extends SelectionKey {
    private final SocketChannel channel;
    private int interest = OP_READ;

    NoKey(SocketChannel channel) {
      this.channel = channel;
    }

    @Override
    public SocketChannel channel() {
      return channel;
    }

    @Override
    public Selector selector() {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean isValid() {
      return channel.isOpen();
    }

    @Override
    public void cancel() {}

    @Override
    public int interestOps() {
      return interest;
    }

    @Override
    public SelectionKey interestOps(int ops) {
      interest = ops;
      return this;
    }

    @Override
    public int readyOps() {
      return OP_READ;
    }
  }
}
