package io.tenfold.local.map.read;

import java.io.IOException;

/** A fault in a dataset's text, already described with its place in the text. */
final class UnreadableText extends IOException {
  private static final long serialVersionUID = 1L;

  UnreadableText(String message) {
    super(message);
  }

  UnreadableText(String message, Throwable cause) {
    super(message, cause);
  }
}
