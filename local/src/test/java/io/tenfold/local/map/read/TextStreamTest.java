package io.tenfold.local.map.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Most bytes are looked at eight at a time: a fault is found, and told, wherever it is in them. */
class TextStreamTest {
  private static final int LENGTH = 40;

  @ParameterizedTest
  @ValueSource(ints = {0x00, 0x80, 0xC1, 0xC3, 0xE2, 0xFF})
  void aFaultIsToldByItsLineAndColumn(int fault) {
    for (int line = 4; line < LENGTH; line++) {
      for (int at = line + 1; at < LENGTH - 1; at++) {
        byte[] bytes = new byte[LENGTH];
        Arrays.fill(bytes, (byte) 'a');
        bytes[line] = '\n';
        bytes[at] = (byte) fault;
        assertThatThrownBy(() -> new TextStream(new ByteArrayInputStream(bytes)).readAllBytes())
            .isInstanceOf(UnreadableText.class)
            .hasMessageStartingWith("line 2, column " + (at - line) + ": ");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"é", "☕", "\uD83D\uDE00", "\t", "\u007F", "\u000B"})
  void textPassesAsItIs(String character) throws IOException {
    for (int at = 0; at < LENGTH; at++) {
      byte[] text =
          ("a".repeat(at) + character + "b".repeat(LENGTH)).getBytes(StandardCharsets.UTF_8);
      assertThat(new TextStream(new ByteArrayInputStream(text)).readAllBytes()).isEqualTo(text);
    }
  }
}
