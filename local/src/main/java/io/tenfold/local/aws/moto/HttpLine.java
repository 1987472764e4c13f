package io.tenfold.local.aws.moto;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A line of an HTTP message's head. */
final class HttpLine {
  private static final int LONGEST = 64 * 1024;

  private HttpLine() {}

  /** Reads up to the line's end, which is not part of what is returned. */
  static String read(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(128);
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("moto ended the connection");
      }
      if (line.size() == LONGEST) {
        throw new IOException("A line of moto's response is too long");
      }
      if (c != '\r') {
        line.write(c);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }
}
