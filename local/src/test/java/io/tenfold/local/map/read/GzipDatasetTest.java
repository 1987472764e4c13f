package io.tenfold.local.map.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GzipDatasetTest {
  private final Reading jsonl = Reading.as(InputType.JSONL);

  private static String numbers(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> i + "\n").collect(Collectors.joining());
  }

  private static byte[] concatenated(byte[]... parts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      bytes.write(part);
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @EnumSource
  void everyFormatIsDecompressedByItsKey(InputType type) throws IOException {
    String text =
        switch (type) {
          case JSON -> "[\"a\"]";
          case JSONL -> "\"a\"";
          case CSV -> "h\na";
        };
    assertThat(Reading.as(type).bytes("in." + type + ".gz", Reading.gzip(text))).hasSize(1);
  }

  @Test
  void allMembersAreRead() throws IOException {
    byte[] members =
        concatenated(
            Reading.gzip(numbers(0, 50_000)),
            Reading.gzip(""),
            Reading.gzip(numbers(50_000, 50_003)));
    assertThat(jsonl.bytes("in.jsonl.gz", members)).hasSize(50_003).endsWith("50001", "50002");
  }

  @Test
  void aHeaderWithEveryOptionalFieldIsPassed() throws IOException {
    byte[] plain = Reading.gzip("1\n");
    byte[] header = Arrays.copyOf(plain, 10);
    header[3] = 2 | 4 | 8 | 16;
    byte[] optional = {2, 0, 9, 9, 'n', 0, 'c', 0, 5, 5};
    byte[] rest = Arrays.copyOfRange(plain, 10, plain.length);
    assertThat(jsonl.bytes("in.gz", concatenated(header, optional, rest))).containsExactly("1");
  }

  @Test
  void aFileCutAnywhereFails() throws IOException {
    byte[] whole = Reading.gzip(numbers(0, 100));
    for (int length = 1; length < whole.length; length++) {
      jsonl.failing("in.gz", Arrays.copyOf(whole, length)).hasMessageContaining("gzip");
    }
    jsonl.failing("in.gz", new byte[0]).hasMessageContaining("the file is empty");
  }

  @Test
  void aFileCutOffSaysWhatIsMissing() throws IOException {
    byte[] whole = Reading.gzip(numbers(0, 100));
    jsonl
        .failing("in.gz", Arrays.copyOf(whole, 7))
        .hasMessageContaining("ends too early, within its header, after 0 unpacked bytes");
    jsonl
        .failing("in.gz", Arrays.copyOf(whole, whole.length / 2))
        .hasMessageContaining("ends too early, within its compressed data, after ");
    jsonl
        .failing("in.gz", Arrays.copyOf(whole, whole.length - 5))
        .hasMessageContaining(
            "within the checksum and length that are its last 8 bytes, after 290 unpacked bytes");
    byte[] second = Reading.gzip("2\n");
    jsonl
        .failing("in.gz", concatenated(whole, Arrays.copyOf(second, 11)))
        .hasMessageContaining(
            "within its compressed data (its part 2), after 290 unpacked bytes; it was cut off");
  }

  @Test
  void aSecondMemberCutAnywhereFails() throws IOException {
    byte[] first = Reading.gzip("1\n");
    byte[] both = concatenated(first, Reading.gzip("2\n"));
    for (int length = first.length + 1; length < both.length; length++) {
      jsonl.failing("in.gz", Arrays.copyOf(both, length)).hasMessageContaining("gzip");
    }
  }

  @Test
  void anyChangedByteOfTheDataOrTheChecksumFails() throws IOException {
    byte[] whole = Reading.gzip(numbers(0, 100));
    for (int at = 10; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x10;
      jsonl.failing("in.gz", damaged);
    }
  }

  @Test
  void somethingElseAfterTheDataFails() throws IOException {
    jsonl
        .failing("in.gz", concatenated(Reading.gzip("1\n"), "2\n".getBytes()))
        .hasMessageContaining("something other than gzip follows");
  }

  @Test
  void namesThatDoNotFitTheContentsAreExplained() throws IOException {
    jsonl.failing("in.gz", "1\n".getBytes()).hasMessageContaining("drop .gz from its name");
    jsonl.failing("in.jsonl", Reading.gzip("1")).hasMessageContaining("does not end in .gz");
    byte[] zstd = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, 0};
    jsonl.failing("in.zst", zstd).hasMessageContaining("unpack it (zstd -d FILE)");
  }
}
