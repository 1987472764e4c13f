package io.tenfold.function.nativeimage;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import io.tenfold.function.poll.HttpConnection;
import java.io.IOException;
import java.nio.channels.ByteChannel;

/**
 * Connects {@link HttpConnection} without the JDK's sockets, which probe the kernel's socket
 * options and IPv6 at every start and bring their selectors and resolvers into the binary.
 */
@TargetClass(HttpConnection.class)
final class NativeConnection {
  private NativeConnection() {}

  @Substitute
  private static ByteChannel open(String host, int port) throws IOException {
    return LibcChannel.open(host, port);
  }

  @Substitute
  static void rehearse() throws IOException {
    LibcChannel.rehearse();
  }
}
