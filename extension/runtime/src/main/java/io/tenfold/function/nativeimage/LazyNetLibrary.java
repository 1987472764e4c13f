package io.tenfold.function.nativeimage;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import java.util.function.BooleanSupplier;

/**
 * Leaves the JDK's network library to the classes that need it: each loads it when it is
 * initialised. native-image loads it at every start, and it tries out the kernel's sockets then.
 */
@TargetClass(
    className = LazyNetLibrary.IsAsKnown.LIBRARIES,
    onlyWith = {DirectStart.class, LazyNetLibrary.IsAsKnown.class})
final class LazyNetLibrary {
  private LazyNetLibrary() {}

  @Substitute
  private static void loadNetLibrary() {}

  static final class IsAsKnown implements BooleanSupplier {
    static final String LIBRARIES = "com.oracle.svm.core.posix.PosixNativeLibrarySupport";

    @Override
    public boolean getAsBoolean() {
      return Internals.haveMethod(LIBRARIES, "loadNetLibrary");
    }
  }
}
