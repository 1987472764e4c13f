package io.tenfold.local.aws.moto;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.local.fuzz.Corpus;
import io.tenfold.local.fuzz.Input;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** Bodies in chunks, whole and broken. */
class ChunkedInputPropertyTest {

  @Property
  void whatIsInTheChunksIsTheContent(
      @ForAll @Size(max = 6) List<@Size(min = 1, max = 40) byte[]> chunks) throws IOException {
    ByteArrayOutputStream coded = new ByteArrayOutputStream();
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] chunk : chunks) {
      coded.writeBytes((Integer.toHexString(chunk.length) + ";a=b\r\n").getBytes("US-ASCII"));
      coded.writeBytes(chunk);
      coded.writeBytes("\r\n".getBytes("US-ASCII"));
      content.writeBytes(chunk);
    }
    coded.writeBytes("0\r\n\r\n".getBytes("US-ASCII"));
    try (ChunkedInput input = new ChunkedInput(new ByteArrayInputStream(coded.toByteArray()))) {
      assertThat(input.readAllBytes()).isEqualTo(content.toByteArray());
    }
  }

  @Provide
  Arbitrary<Input> broken() {
    return new Corpus(
            List.of("3\r\nabc\r\n4;x=y\r\ndefg\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII)),
            List.of("-3", "ffffffffffffffff", "\r\n", "0", ";").stream()
                .map(word -> word.getBytes(StandardCharsets.US_ASCII))
                .toList())
        .mutated();
  }

  @Property
  void whatIsNotInChunksIsAnIoException(@ForAll("broken") Input coded) {
    try (ChunkedInput input = new ChunkedInput(new ByteArrayInputStream(coded.bytes()))) {
      assertThat(input.readAllBytes()).hasSizeLessThanOrEqualTo(coded.bytes().length);
    } catch (IOException e) {
      assertThat(e).hasMessageNotContaining("null");
    }
  }
}
