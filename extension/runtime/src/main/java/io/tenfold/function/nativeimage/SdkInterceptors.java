package io.tenfold.function.nativeimage;

import com.oracle.svm.core.annotate.Alias;
import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Looks for files of interceptors, which the AWS SDK does twice for each client, only where the
 * class path had one when the image was built. Not to find a resource takes a native image long,
 * for it looks into each of the JDK's modules.
 */
@TargetClass(
    className = SdkInterceptors.AreAsKnown.FACTORY,
    onlyWith = {DirectStart.class, SdkInterceptors.AreAsKnown.class})
final class SdkInterceptors {
  private SdkInterceptors() {}

  @Alias
  private native Collection<?> createExecutionInterceptorsFromClasspath(String file);

  @Substitute
  public List<?> getInterceptors(String file) {
    return Files.present.contains(file)
        ? new ArrayList<>(createExecutionInterceptorsFromClasspath(file))
        : new ArrayList<>();
  }

  @Substitute
  public List<?> getGlobalInterceptors() {
    return getInterceptors(Files.OF_ALL_CLIENTS);
  }

  /** The files of interceptors that the class path has, set while the image is built. */
  static final class Files {
    static final String OF_ALL_CLIENTS =
        "software/amazon/awssdk/global/handlers/execution.interceptors";

    private static Set<String> present = Set.of();

    private Files() {}

    static void set(Set<String> files) {
      present = Set.copyOf(files);
    }
  }

  static final class AreAsKnown implements BooleanSupplier {
    static final String FACTORY =
        "software.amazon.awssdk.core.interceptor.ClasspathInterceptorChainFactory";

    @Override
    public boolean getAsBoolean() {
      return Internals.haveMethod(FACTORY, "getInterceptors", String.class)
          && Internals.haveMethod(FACTORY, "getGlobalInterceptors")
          && Internals.haveMethod(
              FACTORY, "createExecutionInterceptorsFromClasspath", String.class);
    }
  }
}
