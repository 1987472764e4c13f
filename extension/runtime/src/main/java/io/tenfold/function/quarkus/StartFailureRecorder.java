package io.tenfold.function.quarkus;

import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.annotations.Recorder;

/** Has a native executable that can't start Quarkus report why. */
@Recorder
public class StartFailureRecorder {

  /** Comes between the reason and the process' end. */
  public void reportToLambda() {
    ApplicationLifecycleManager.setDefaultExitCodeHandler(
        new StartFailure(ApplicationLifecycleManager.getDefaultExitCodeHandler()));
  }
}
