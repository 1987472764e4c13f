package io.tenfold.local.fuzz;

import java.nio.charset.StandardCharsets;

/** Some bytes, which a failure shows as the text of a Java string in ISO 8859-1. */
public record Input(byte[] bytes) {

  /** Makes the input of a text in UTF-8. */
  public static Input of(String text) {
    return new Input(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    StringBuilder literal = new StringBuilder("\"");
    for (byte b : bytes) {
      char c = (char) (b & 0xFF);
      switch (c) {
        case '"', '\\' -> literal.append('\\').append(c);
        case '\n' -> literal.append("\\n");
        case '\r' -> literal.append("\\r");
        default ->
            literal.append(
                c >= 0x20 && c < 0x7F ? String.valueOf(c) : String.format("\\%03o", (int) c));
      }
    }
    return literal.append('"').toString();
  }
}
