package io.tenfold.local.aws;

import java.util.Arrays;

/** Jazzer's way into Step Functions' actions: each body is answered or refused. */
public final class StatesFuzzer {
  private static final BareEndpoint ENDPOINT = new BareEndpoint();

  private StatesFuzzer() {}

  /** Takes the action from the first byte and the body from the others. */
  public static void fuzzerTestOneInput(byte[] data) {
    if (data.length == 0) {
      return;
    }
    String action =
        EndpointPropertyTest.ACTIONS.get((data[0] & 0xFF) % EndpointPropertyTest.ACTIONS.size());
    BareEndpoint.Answer answer = ENDPOINT.states(action, Arrays.copyOfRange(data, 1, data.length));
    if (answer.status() != 200 && answer.status() != 400) {
      throw new IllegalStateException(action + ": " + answer);
    }
  }
}
