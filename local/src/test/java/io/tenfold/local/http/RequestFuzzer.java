package io.tenfold.local.http;

import java.util.List;

/** Jazzer's way into the reader of requests: the same requests, in pieces or in one. */
public final class RequestFuzzer {
  private RequestFuzzer() {}

  /** Takes what a client sends. */
  public static void fuzzerTestOneInput(byte[] data) {
    ReceivedRequests whole = ReceivedRequests.of(data, Pieces.ONE);
    ReceivedRequests pieces = ReceivedRequests.of(data, List.of(1, 7));
    if (!whole.equals(pieces)) {
      throw new IllegalStateException(whole + " in one, but in pieces " + pieces);
    }
  }
}
