package io.tenfold.bench.coldstart;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A test's input, in a file beside its class. */
record TestFile(String name) {

  String text() throws IOException {
    try (InputStream in = TestFile.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
