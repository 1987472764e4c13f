package io.tenfold.function.nativeimage;

import com.oracle.svm.core.annotate.Alias;
import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import java.net.InetAddress;
import java.util.function.BooleanSupplier;

/**
 * Takes the JDK's resolver of hosts where the class path had no other when the image was built,
 * without looking for one with the first host, in each of the JDK's modules.
 */
@TargetClass(
    value = InetAddress.class,
    onlyWith = {DirectStart.class, HostResolver.IsTheJdks.class})
final class HostResolver {
  @Alias private static Resolver BUILTIN_RESOLVER;

  private HostResolver() {}

  @Substitute
  private static Resolver loadResolver() {
    return BUILTIN_RESOLVER;
  }

  @TargetClass(className = "java.net.spi.InetAddressResolver", onlyWith = IsTheJdks.class)
  interface Resolver {}

  static final class IsTheJdks implements BooleanSupplier {
    private static final String PROVIDER = "java.net.spi.InetAddressResolverProvider";

    @Override
    public boolean getAsBoolean() {
      return Internals.haveMethod(InetAddress.class.getName(), "loadResolver")
          && Internals.have(() -> InetAddress.class.getDeclaredField("BUILTIN_RESOLVER"))
          && getClass().getClassLoader().getResource("META-INF/services/" + PROVIDER) == null;
    }
  }
}
