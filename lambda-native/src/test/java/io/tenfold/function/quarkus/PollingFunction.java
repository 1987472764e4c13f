package io.tenfold.function.quarkus;

import io.quarkus.test.common.IntegrationTestStartedNotifier;

/**
 * Tells Quarkus' tests of the packaged binary that it has started: it logs nothing when it does,
 * and the event server keeps events until it polls.
 */
public class PollingFunction implements IntegrationTestStartedNotifier {

  @Override
  public Result check(Context context) {
    return new Started();
  }

  private record Started() implements Result {
    @Override
    public boolean isStarted() {
      return true;
    }

    @Override
    public boolean isSsl() {
      return false;
    }
  }
}
