package io.tenfold.local.map.read;

import java.io.IOException;
import java.util.Arrays;

/** Jazzer's way into the readers: what the property tests say of some bytes, for its own. */
public final class ReaderFuzzer {
  private ReaderFuzzer() {}

  /** Takes the format from the first byte and the file from the others. */
  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    if (data.length == 0) {
      return;
    }
    byte[] file = Arrays.copyOfRange(data, 1, data.length);
    InputType[] types = InputType.values();
    int which = (data[0] & 0xFF) % (types.length + 1);
    if (which < types.length) {
      ReaderContract.of(types[which]).holdsFor(file);
    } else {
      try {
        ReaderContract.of(InputType.JSON).read("in.gz", file);
      } catch (ItemReaderFailed refused) {
        // Most bytes are no gzip.
      }
    }
  }
}
