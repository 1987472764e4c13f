package io.tenfold.function.nativeimage;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import java.net.InetAddress;
import java.net.URL;
import java.net.URLStreamHandler;

/**
 * Has URLs compared by their hosts' names where the program names no URL. The JDK looks up the
 * addresses instead, for which every executable has its resolvers and tries out the kernel's
 * sockets when it starts; what it has URLs for here, resources, is on no host.
 */
@TargetClass(value = URLStreamHandler.class, onlyWith = LeanStart.class)
final class LeanUrls {
  private LeanUrls() {}

  @Substitute
  InetAddress getHostAddress(URL url) {
    return null; // Then the JDK compares the names.
  }
}
