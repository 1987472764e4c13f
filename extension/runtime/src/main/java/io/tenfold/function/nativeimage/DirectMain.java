package io.tenfold.function.nativeimage;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;

/**
 * The native executable's {@code main} where the processor does not need Quarkus: Quarkus still
 * selects the processor and checks it while the image is built, and is not in the image.
 */
@TargetClass(className = "io.quarkus.runner.GeneratedMain", onlyWith = DirectStart.class)
final class DirectMain {
  private DirectMain() {}

  @Substitute
  public static void main(String[] arguments) {
    DirectFunction.run();
  }
}
