package io.tenfold.function.quarkus;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import io.quarkus.amazon.lambda.runtime.AbstractLambdaPollLoop;
import io.quarkus.runtime.ShutdownContext;

/**
 * Replaces Quarkus' poll loop in the native executable, which opens two connections for every
 * record and forgets one of them for every record that fails.
 */
@TargetClass(AbstractLambdaPollLoop.class)
final class QuarkusPolling {
  private QuarkusPolling() {}

  @Substitute
  public void startPollLoop(ShutdownContext context) {
    QuarkusFunction.start();
  }
}
