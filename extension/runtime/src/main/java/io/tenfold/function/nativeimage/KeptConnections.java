package io.tenfold.function.nativeimage;

import com.oracle.svm.core.annotate.Alias;
import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketImpl;
import java.net.SocketTimeoutException;
import java.util.function.BooleanSupplier;

/**
 * Asks whether a kept connection of {@link java.net.HttpURLConnection} is still open without
 * waiting for the answer. The JDK reads from it for a millisecond before every request with a body
 * of a known length, as each call of DynamoDB's client is: of a record that takes one call, most of
 * the time.
 *
 * <p>Nothing to read means that the other side has neither closed it nor said anything: it is open.
 * Whatever there is to read, an end, a TLS alert or a session ticket, is read as the JDK does.
 */
final class KeptConnections {
  private KeptConnections() {}

  private static boolean isQuiet(Socket socket) throws IOException {
    // TLS that is laid over another socket has no file of its own.
    FileDescriptor file = ((SocketOfTheJdk) (Object) socket).impl.getFileDescriptor();
    return file != null && file.valid() && Net.poll(file, Net.POLLIN, 0) == 0;
  }

  private static boolean isOpen(Socket socket) throws IOException {
    int timeout = socket.getSoTimeout();
    socket.setSoTimeout(1);
    try {
      return socket.getInputStream().read(new byte[8192]) >= 0;
    } catch (SocketTimeoutException e) {
      return true;
    } finally {
      socket.setSoTimeout(timeout);
    }
  }

  /** Tells native-image whether the JDK is as this expects: then alone it is made otherwise. */
  static final class OfThisJdk implements BooleanSupplier {
    @Override
    public boolean getAsBoolean() {
      return Internals.have(
          () -> {
            Class<?> client = Class.forName("sun.net.www.http.HttpClient");
            client.getDeclaredMethod("available");
            client.getDeclaredMethod("lock");
            client.getDeclaredMethod("unlock");
            Class.forName("sun.net.NetworkClient").getDeclaredField("serverSocket");
            Socket.class.getDeclaredField("impl");
            SocketImpl.class.getDeclaredMethod("getFileDescriptor");
            Class<?> net = Class.forName("sun.nio.ch.Net");
            net.getDeclaredMethod("poll", FileDescriptor.class, int.class, long.class);
            net.getDeclaredField("POLLIN");
          });
    }
  }

  /** The JDK's own, but for one method. */
  @TargetClass(className = "sun.net.www.http.HttpClient", onlyWith = OfThisJdk.class)
  static final class Client {
    private Client() {}

    @Alias
    public native void lock();

    @Alias
    public native void unlock();

    @Substitute
    protected boolean available() {
      lock();
      try {
        Socket socket = ((NetworkClient) (Object) this).serverSocket;
        return isQuiet(socket) || isOpen(socket);
      } catch (IOException e) {
        return false;
      } finally {
        unlock();
      }
    }
  }

  /** The JDK's own. */
  @TargetClass(className = "sun.net.NetworkClient", onlyWith = OfThisJdk.class)
  static final class NetworkClient {
    @Alias Socket serverSocket;

    private NetworkClient() {}
  }

  /** The JDK's own. */
  @TargetClass(value = Socket.class, onlyWith = OfThisJdk.class)
  static final class SocketOfTheJdk {
    @Alias ImplementationOfTheJdk impl;

    private SocketOfTheJdk() {}
  }

  /** The JDK's own. */
  @TargetClass(value = SocketImpl.class, onlyWith = OfThisJdk.class)
  static final class ImplementationOfTheJdk {
    private ImplementationOfTheJdk() {}

    @Alias
    native FileDescriptor getFileDescriptor();
  }

  /** The JDK's own. */
  @TargetClass(className = "sun.nio.ch.Net", onlyWith = OfThisJdk.class)
  static final class Net {
    @Alias static short POLLIN;

    private Net() {}

    @Alias
    static native int poll(FileDescriptor file, int events, long timeout) throws IOException;
  }
}
