package io.tenfold.local.http;

import java.util.List;

/** Jazzer's way into the reader of responses: the same response, in pieces or in one. */
public final class ResponseFuzzer {
  private ResponseFuzzer() {}

  /** Takes what a server sends. */
  public static void fuzzerTestOneInput(byte[] data) {
    ReceivedResponse whole = ReceivedResponse.of(data, Pieces.ONE);
    ReceivedResponse pieces = ReceivedResponse.of(data, List.of(1, 7));
    if (!whole.equals(pieces)) {
      throw new IllegalStateException(whole + " in one, but in pieces " + pieces);
    }
  }
}
