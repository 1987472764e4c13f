package io.tenfold.local.lambda.runtimeapi;

import java.io.IOException;
import java.util.List;

/** Jazzer's way into the Runtime API's HTTP: the same requests, in pieces or in one. */
public final class FunctionConnectionFuzzer {
  private FunctionConnectionFuzzer() {}

  /** Takes what a function's process sends. */
  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    ReceivedRequests whole = ReceivedRequests.of(data, List.of(Integer.MAX_VALUE));
    ReceivedRequests pieces = ReceivedRequests.of(data, List.of(1, 7));
    if (!whole.equals(pieces)) {
      throw new IllegalStateException(whole + " in one, but in pieces " + pieces);
    }
  }
}
