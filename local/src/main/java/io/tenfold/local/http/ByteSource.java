package io.tenfold.local.http;

import java.io.IOException;

/** Where bytes come from: {@code stream::read}, or a channel that may have none just now. */
@FunctionalInterface
public interface ByteSource {

  /** Reads up to so many bytes to there; returns how many, 0 for none yet, -1 at the end. */
  int read(byte[] bytes, int offset, int length) throws IOException;
}
