package io.tenfold.function.nativeimage;

import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.nativeimage.c.type.CCharPointer;
import org.graalvm.nativeimage.c.type.CIntPointer;
import org.graalvm.word.PointerBase;
import org.graalvm.word.SignedWord;
import org.graalvm.word.UnsignedWord;

/**
 * The C library's functions for a TCP connection, callable in a native image only.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/socket.7.html">socket(7)</a>
 * @see <a href="https://man7.org/linux/man-pages/man3/getaddrinfo.3.html">getaddrinfo(3)</a>
 */
final class Libc {
  private Libc() {}

  @CFunction
  static native int socket(int domain, int type, int protocol);

  @CFunction
  static native int socketpair(int domain, int type, int protocol, PointerBase sockets);

  @CFunction
  static native int connect(int socket, PointerBase address, int length);

  @CFunction
  static native int setsockopt(int socket, int level, int option, PointerBase value, int length);

  @CFunction
  static native SignedWord read(int file, PointerBase into, UnsignedWord length);

  @CFunction
  static native SignedWord write(int file, PointerBase from, UnsignedWord length);

  @CFunction
  static native int close(int file);

  @CFunction
  static native int getaddrinfo(
      CCharPointer host, CCharPointer service, PointerBase hints, PointerBase results);

  @CFunction
  static native void freeaddrinfo(PointerBase results);

  @CFunction("gai_strerror")
  static native CCharPointer resolverError(int code);

  @CFunction(value = "__errno_location", transition = CFunction.Transition.NO_TRANSITION)
  static native CIntPointer errno();

  @CFunction("strerror")
  static native CCharPointer error(int errno);
}
