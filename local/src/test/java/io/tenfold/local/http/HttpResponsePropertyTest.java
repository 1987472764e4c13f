package io.tenfold.local.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.local.fuzz.Corpus;
import io.tenfold.local.fuzz.Input;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Responses, whole and broken. */
class HttpResponsePropertyTest {
  private static final Corpus RESPONSES =
      Corpus.of(
          "http-responses",
          ".http",
          "\r\n",
          "\r\n\r\n",
          "\n",
          ":",
          ";",
          "0",
          "-3",
          "ffffffffffffffff",
          "0\r\n\r\n",
          "HTTP/1.1 100 Continue\r\n\r\n",
          "HTTP/1.1 204 No Content\r\n",
          "Content-Length: 3\r\n",
          "Transfer-Encoding: chunked\r\n");

  @Property
  void whatIsInTheChunksIsTheContent(
      @ForAll @Size(max = 6) List<@Size(min = 1, max = 40) byte[]> chunks,
      @ForAll @IntRange(min = 1, max = 99) int piece) {
    StringBuilder coded =
        new StringBuilder("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    StringBuilder content = new StringBuilder();
    for (byte[] chunk : chunks) {
      String text = new String(chunk, StandardCharsets.ISO_8859_1);
      coded.append(Integer.toHexString(chunk.length)).append(";a=b\r\n").append(text);
      coded.append("\r\n");
      content.append(text);
    }
    coded.append("0\r\n\r\n");
    ReceivedResponse received =
        ReceivedResponse.of(coded.toString().getBytes(StandardCharsets.ISO_8859_1), List.of(piece));
    assertThat(received.body()).isEqualTo(content.toString());
    assertThat(received.refusal()).isNull();
  }

  @Provide
  Arbitrary<Input> responses() {
    return RESPONSES.mutated();
  }

  @Property
  void anySplitOfTheBytesGivesTheSameResponse(
      @ForAll("responses") Input sent,
      @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 1, max = 40) Integer> pieces) {
    assertThat(ReceivedResponse.of(sent.bytes(), pieces))
        .isEqualTo(ReceivedResponse.of(sent.bytes(), Pieces.ONE));
  }

  @Property
  void whatIsNoResponseIsRefusedInWords(@ForAll("responses") Input sent) {
    ReceivedResponse received = ReceivedResponse.of(sent.bytes(), Pieces.ONE);
    assertThat(received.body()).hasSizeLessThanOrEqualTo(sent.bytes().length);
    if (received.refusal() != null) {
      assertThat(received.refusal()).startsWith("The server ");
    }
  }

  @Property(tries = 10)
  void whatTheFuzzerBeginsFromIsReceived(@ForAll @IntRange(min = 1, max = 99) int piece) {
    assertThat(RESPONSES.entries().stream().map(Input::new))
        .allSatisfy(
            entry ->
                assertThat(ReceivedResponse.of(entry.bytes(), List.of(piece)).refusal()).isNull());
  }
}
