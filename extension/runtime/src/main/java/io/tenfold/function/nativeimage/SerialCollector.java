package io.tenfold.function.nativeimage;

import com.oracle.svm.core.annotate.Alias;
import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import java.util.function.BooleanSupplier;

/**
 * Allocates arrays without looking the heap's options up for each.
 *
 * <p>With {@code -Os}, every array is allocated by what otherwise makes room when a thread's buffer
 * is full. Among that is to work the heap's sizes out anew from the options: it was a third of the
 * instructions that a record took. They can't have changed, for whoever changes an option has them
 * worked out, too.
 */
@TargetClass(
    className = SerialCollector.IsAsKnown.ALLOCATION,
    onlyWith = SerialCollector.IsAsKnown.class)
final class SerialCollector {
  private SerialCollector() {}

  @Substitute
  private static void runSlowPathHooks() {
    Collector.getPolicy().ensureSizeParametersInitialized();
  }

  @TargetClass(className = IsAsKnown.COLLECTOR, onlyWith = IsAsKnown.class)
  static final class Collector {
    private Collector() {}

    @Alias
    static native Policy getPolicy();
  }

  @TargetClass(className = IsAsKnown.POLICY, onlyWith = IsAsKnown.class)
  interface Policy {
    @Alias
    void ensureSizeParametersInitialized();
  }

  /** Tells whether this native-image is one of those that have it so; others stay as they are. */
  static final class IsAsKnown implements BooleanSupplier {
    private static final String PACKAGE = "com.oracle.svm.core.genscavenge.";
    static final String ALLOCATION = PACKAGE + "ThreadLocalAllocation";
    static final String COLLECTOR = PACKAGE + "GCImpl";
    static final String POLICY = PACKAGE + "CollectionPolicy";

    @Override
    public boolean getAsBoolean() {
      return Internals.haveMethod(ALLOCATION, "runSlowPathHooks")
          && Internals.haveMethod(COLLECTOR, "getPolicy")
          && Internals.haveMethod(POLICY, "ensureSizeParametersInitialized")
          && Internals.haveMethod(POLICY, "updateSizeParameters");
    }
  }
}
