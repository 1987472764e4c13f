package io.tenfold.function.poll;

import java.util.List;

/** An HTTP response: status, header lines as they came, and body. */
record HttpResponse(int status, List<String> headers, byte[] body) {

  /** Returns a header's value, {@code null} if there is none; names are taken in any case. */
  String header(String name) {
    for (String line : headers) {
      if (line.length() > name.length()
          && line.charAt(name.length()) == ':'
          && line.regionMatches(true, 0, name, 0, name.length())) {
        return line.substring(name.length() + 1).strip();
      }
    }
    return null;
  }
}
