package io.tenfold.function.nativeimage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedChannelException;
import org.graalvm.nativeimage.StackValue;
import org.graalvm.nativeimage.UnmanagedMemory;
import org.graalvm.nativeimage.c.type.CCharPointer;
import org.graalvm.nativeimage.c.type.CIntPointer;
import org.graalvm.nativeimage.c.type.CTypeConversion;
import org.graalvm.word.Pointer;
import org.graalvm.word.SignedWord;
import org.graalvm.word.UnsignedWord;
import org.graalvm.word.WordFactory;

/**
 * A TCP connection by the C library, in a native image only.
 *
 * <p>No call is ended by a signal: those that a native image handles restart it.
 */
final class LibcChannel implements ByteChannel {
  private static final int BUFFER_SIZE = 16 * 1024;
  private static final int AF_UNIX = 1;
  private static final int SOCK_STREAM = 1;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int IPPROTO_TCP = 6;
  private static final int TCP_NODELAY = 1;

  // struct addrinfo of 64-bit Linux.
  private static final int ADDRINFO_BYTES = 48;
  private static final int FAMILY = 4;
  private static final int SOCKET_TYPE = 8;
  private static final int ADDRESS_LENGTH = 16;
  private static final int ADDRESS = 24;
  private static final int NEXT = 40;

  private final Pointer memory = UnmanagedMemory.malloc(BUFFER_SIZE);
  private final ByteBuffer view = CTypeConversion.asByteBuffer(memory, BUFFER_SIZE);
  private final int socket;
  private boolean open = true;

  private LibcChannel(int socket) {
    this.socket = socket;
  }

  /**
   * Connects to a server.
   *
   * @throws IOException if there is no such host, or none of its addresses takes the connection
   */
  static LibcChannel open(String host, int port) throws IOException {
    Pointer hints = StackValue.get(ADDRINFO_BYTES);
    for (int at = 0; at < ADDRINFO_BYTES; at += Long.BYTES) {
      hints.writeLong(at, 0);
    }
    hints.writeInt(SOCKET_TYPE, SOCK_STREAM);
    Pointer results = StackValue.get(Long.BYTES);
    try (CTypeConversion.CCharPointerHolder name = CTypeConversion.toCString(host);
        CTypeConversion.CCharPointerHolder service =
            CTypeConversion.toCString(Integer.toString(port))) {
      int error = Libc.getaddrinfo(name.get(), service.get(), hints, results);
      if (error != 0) {
        throw new IOException(host + ": " + text(Libc.resolverError(error)));
      }
    }
    Pointer first = results.readWord(0);
    try {
      return new LibcChannel(connect(first, host + ":" + port));
    } finally {
      Libc.freeaddrinfo(first);
    }
  }

  /** Sends a byte to itself, so that the next one does not have to find out how. */
  static void rehearse() throws IOException {
    CIntPointer ends = StackValue.get(2, CIntPointer.class);
    if (Libc.socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0) {
      throw new IOException("socketpair: " + lastError());
    }
    try (LibcChannel one = new LibcChannel(ends.read(0));
        LibcChannel other = new LibcChannel(ends.read(1))) {
      ByteBuffer octet = ByteBuffer.allocate(1);
      one.write(octet);
      other.read(octet.clear());
    }
  }

  private static int connect(Pointer first, String server) throws IOException {
    String error = "no address";
    for (Pointer each = first; each.isNonNull(); each = each.readWord(NEXT)) {
      int socket = Libc.socket(each.readInt(FAMILY), SOCK_STREAM | SOCK_CLOEXEC, IPPROTO_TCP);
      if (socket < 0) {
        error = lastError();
      } else if (Libc.connect(socket, each.readWord(ADDRESS), each.readInt(ADDRESS_LENGTH)) < 0) {
        error = lastError();
        Libc.close(socket);
      } else {
        CIntPointer on = StackValue.get(CIntPointer.class);
        on.write(1);
        Libc.setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, on, Integer.BYTES);
        return socket;
      }
    }
    throw new IOException(server + ": " + error);
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    requireOpen();
    UnsignedWord length = WordFactory.unsigned(Math.min(into.remaining(), BUFFER_SIZE));
    int count = checked(Libc.read(socket, memory, length));
    into.put(view.clear().limit(count));
    return count == 0 ? -1 : count;
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    requireOpen();
    int length = Math.min(from.remaining(), BUFFER_SIZE);
    view.clear().put(from.slice().limit(length));
    int count = checked(Libc.write(socket, memory, WordFactory.unsigned(length)));
    from.position(from.position() + count);
    return count;
  }

  private void requireOpen() throws ClosedChannelException {
    if (!open) {
      throw new ClosedChannelException();
    }
  }

  private static int checked(SignedWord count) throws IOException {
    if (count.lessThan(WordFactory.zero())) {
      throw new IOException(lastError());
    }
    return (int) count.rawValue();
  }

  private static String lastError() {
    return text(Libc.error(Libc.errno().read()));
  }

  private static String text(CCharPointer text) {
    return CTypeConversion.toJavaString(text);
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      Libc.close(socket);
      UnmanagedMemory.free(memory);
    }
  }
}
