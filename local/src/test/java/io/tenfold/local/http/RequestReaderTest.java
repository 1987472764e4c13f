package io.tenfold.local.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {
  private static final int LARGEST_HEAD = 64 * 1024;
  private static final String CHUNKED = "POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";

  private static ReceivedRequests afterRequestLine(String rest) {
    return ReceivedRequests.of("POST /a HTTP/1.1\r\n" + rest);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void aBodyIsAsLongAsItsHeadSays() {
    assertThat(afterRequestLine("content-LENGTH:\t2 \r\n\r\nokGET /b HTTP/1.1\r\n\r\n").requests())
        .containsExactly("POST /a|content-LENGTH=2 [ok]", "GET /b []");
  }

  @Test
  void requestsBeyondWhatIsReadAtOnceAreAllReceived() {
    String request = "POST /a HTTP/1.1\r\nContent-Length: 100\r\n\r\n" + "x".repeat(100);
    assertThat(ReceivedRequests.of(request.repeat(1_000)).requests()).hasSize(1_000);
  }

  @Test
  void chunksBecomeOneBodyAndWhatFollowsThemIsTheTrailer() {
    assertThat(
            ReceivedRequests.of(
                    CHUNKED + "2\r\nab\r\nA ;x=y\r\n01234567\r\n\r\n0\r\nB: c\r\nD:\r\n\r\n")
                .requests())
        .containsExactly("POST /a|Transfer-Encoding=chunked [ab01234567\r\n]|B=c|D=");
  }

  @Test
  void aTrailerSaysNothingOfTheContentOrTheConnection() {
    assertThat(
            ReceivedRequests.of(
                    CHUNKED
                        + "0\r\n"
                        + "Content-Length: 7\r\n"
                        + "Connection: close\r\n\r\n"
                        + "GET /b HTTP/1.1\r\n\r\n")
                .requests())
        .containsExactly(
            "POST /a|Transfer-Encoding=chunked []|Content-Length=7|Connection=close", "GET /b []");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: -1\r\n\r\n",
        "Content-Length: +1\r\n\r\na",
        "Content-Length: 18446744073709551615\r\n\r\n",
        "Content-Length: 9223372036854775808\r\n\r\n",
        "Content-Length: many\r\n\r\n",
        "Content-Length: 0x1\r\n\r\na",
        "Content-Length: 1, 1\r\n\r\na",
        "Content-Length:\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n-5\r\nabc",
        "Transfer-Encoding: chunked\r\n\r\n+3\r\nabc\r\n",
        "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nabc",
        "Transfer-Encoding: chunked\r\n\r\n8000000000000000\r\nabc",
        "Transfer-Encoding: chunked\r\n\r\n3 3\r\nabc",
        "Transfer-Encoding: chunked\r\n\r\n\r\nabc"
      })
  void aLengthThatIsNoneIsRefused(String rest) {
    assertThat(afterRequestLine(rest).refusal())
        .startsWith("The client sent a length that is none: ");
  }

  @Test
  void twoLengthsThatDifferAreRefused() {
    assertThat(afterRequestLine("Content-Length: 1\r\nContent-Length: 2\r\n\r\nab").refusal())
        .isEqualTo("The client sent two values of Content-Length: 1 and 2");
  }

  @Test
  void theSameLengthTwiceIsOne() {
    assertThat(afterRequestLine("Content-Length: 1\r\ncontent-length: 1\r\n\r\na").requests())
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 0\r\n\r\n"
      })
  void aLengthAndChunksAreRefused(String rest) {
    assertThat(afterRequestLine(rest).refusal())
        .contains("both a Content-Length and a Transfer-Encoding");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "gzip, chunked", "chunked, chunked", "identity", "xchunked", ""})
  void aCodingThatIsNotUndoneIsRefused(String coding) {
    assertThat(afterRequestLine("Transfer-Encoding: " + coding + "\r\n\r\n").refusal())
        .contains("a transfer coding other than chunked");
  }

  @Test
  void twoCodingsOnTwoLinesAreRefused() {
    assertThat(
            afterRequestLine("Transfer-Encoding: chunked\r\nTransfer-Encoding: gzip\r\n\r\n")
                .refusal())
        .contains("two values of Transfer-Encoding");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\n\n",
        "GET / HTTP/1.1\r\nA: b\nContent-Length: 3\r\n\r\n",
        "GET / HTTP/1.1\r\n\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\nabc\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nA: b\n\r\n"
      })
  void aLineThatEndsInLineFeedAloneIsRefused(String request) {
    assertThat(ReceivedRequests.of(request).refusal())
        .isEqualTo("The client sent a line that ends in LF alone");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\rA: b\r\n\r\n",
        "GET / HTTP/1.1\r\nA: b\rContent-Length: 3\r\n\r\n",
        "GET / HTTP/1.1\r\nA: b\r\r\n\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3;\rx\r\nabc\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nA: b\r\r\n\r\n"
      })
  void aCarriageReturnWithinALineIsRefused(String request) {
    assertThat(ReceivedRequests.of(request).refusal())
        .isEqualTo("The client sent a CR within a line");
  }

  @Test
  void aNulInAHeaderIsRefused() {
    assertThat(afterRequestLine("A: b\0c\r\n\r\n").refusal()).contains("a NUL in a header");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no colon",
        ": no name",
        "Content-Length : 3",
        "A: b\r\n Content-Length: 3",
        "A: b\r\n\tc",
        "\u00e9: a"
      })
  void aHeaderWithoutAProperNameIsRefused(String field) {
    assertThat(afterRequestLine(field + "\r\n\r\n").refusal())
        .startsWith("The client sent a header without a name: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "GET",
        "GET /",
        "GET  HTTP/1.1",
        " / HTTP/1.1",
        "GET / HTTP/2.0",
        "GET / HTTP/1.",
        "GET / HTTP/1.x",
        "GET / HTTP/1.10",
        "GET /  HTTP/1.1",
        "GET / HTTP/1.1 ",
        "GET /a b HTTP/1.1",
        "HTTP/1.1 200 OK"
      })
  void aRequestLineThatIsNoneIsRefused(String line) {
    assertThat(ReceivedRequests.of(line + "\r\n\r\n").refusal())
        .isEqualTo("The client sent something that is not HTTP/1.1: " + line);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1_000, Integer.MAX_VALUE})
  void aHeadHasUpTo64KiB(int piece) {
    String begin = "GET /a HTTP/1.1\r\nA: ";
    String largest = begin + "x".repeat(LARGEST_HEAD - begin.length());
    assertThat(ReceivedRequests.of(bytes(largest + "\r\n\r\n"), List.of(piece)).requests())
        .hasSize(1);
    assertThat(ReceivedRequests.of(bytes(largest + "x\r\n\r\n"), List.of(piece)).refusal())
        .startsWith("The client sent over 64 KiB of headers");
  }

  @Test
  void aHeadWithoutAnEndIsNotWaitedForForEver() {
    assertThat(ReceivedRequests.of("x".repeat(LARGEST_HEAD + 3)).refusal()).isNull();
    assertThat(ReceivedRequests.of("x".repeat(LARGEST_HEAD + 4)).refusal()).contains("64 KiB");
  }

  @Test
  void aLineBetweenChunksHasUpTo64KiB() {
    assertThat(ReceivedRequests.of(CHUNKED + "x".repeat(LARGEST_HEAD + 2)).refusal())
        .contains("64 KiB");
    String largest = CHUNKED + "1;" + "x".repeat(LARGEST_HEAD - 2);
    assertThat(ReceivedRequests.of(largest + "\r\na\r\n").refusal()).isNull();
    assertThat(ReceivedRequests.of(largest + "x\r\na\r\n").refusal()).contains("64 KiB");
  }

  @Test
  void aTrailerHasUpTo64KiBInAll() {
    String line = "A: " + "x".repeat(1024 - 5) + "\r\n";
    assertThat(ReceivedRequests.of(CHUNKED + "0\r\n" + line.repeat(64) + "\r\n").requests())
        .hasSize(1);
    assertThat(ReceivedRequests.of(CHUNKED + "0\r\n" + line.repeat(65) + "\r\n").refusal())
        .contains("64 KiB");
  }

  @Test
  void aChunkLongerThanItsLengthIsRefused() {
    assertThat(ReceivedRequests.of(CHUNKED + "3\r\nabcd\r\n0\r\n\r\n").refusal())
        .isEqualTo("The client sent a chunk longer than its length: d");
  }

  @Test
  void aBodyOverTheLimitIsReadAndDropped() {
    String next = "GET /b HTTP/1.1\r\n\r\n";
    assertThat(afterRequestLine("Content-Length: 1001\r\n\r\n" + "x".repeat(1_001) + next))
        .isEqualTo(
            new ReceivedRequests(
                List.of("POST /a|Content-Length=1001 [] too large", "GET /b []"), 0, null));
    assertThat(
            afterRequestLine("Content-Length: 1000\r\n\r\n" + "x".repeat(1_000)).requests().get(0))
        .doesNotContain("too large");
  }

  @Test
  void chunksOverTheLimitAreReadAndDropped() {
    String half = "1f4\r\n" + "x".repeat(500) + "\r\n";
    String next = "GET /b HTTP/1.1\r\n\r\n";
    List<String> over =
        ReceivedRequests.of(CHUNKED + half + half + "1\r\ny\r\n1\r\nz\r\n0\r\n\r\n" + next)
            .requests();
    assertThat(over).hasSize(2);
    assertThat(over.get(0)).endsWith("] too large");
    assertThat(ReceivedRequests.of(CHUNKED + half + half + "0\r\n\r\n").requests().get(0))
        .doesNotContain("too large");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nConnection: Close\r\n\r\n",
        "GET / HTTP/1.1\r\nConnection: te, close\r\n\r\n",
        "GET / HTTP/1.1\r\nConnection: te\r\nConnection: close\r\n\r\n",
        "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"
      })
  void theClientSaysThatItWantsNoMore(String request) {
    assertThat(ReceivedRequests.of(request).requests().get(0)).endsWith(" close");
  }

  @Test
  void aConnectionStaysOpenOtherwise() {
    assertThat(afterRequestLine("Connection: keep-alive, not-close\r\n\r\n").requests().get(0))
        .doesNotEndWith(" close");
  }

  @Test
  void aClientThatWaitsIsAskedForItsContentBeforeThat() throws IOException {
    List<String> sent = new ArrayList<>();
    RequestReader reader =
        new RequestReader(
            "The client", 10, interim -> sent.add(new String(interim, StandardCharsets.US_ASCII)));
    String head = "POST / HTTP/1.1\r\nExpect: 100-Continue\r\nContent-Length: 1\r\n\r\n";
    reader.fill(new Pieces(bytes(head), Pieces.ONE));

    assertThat(reader.next()).isNull();
    assertThat(sent).containsExactly("HTTP/1.1 100 Continue\r\n\r\n");
  }

  @Test
  void aClientThatDoesNotWaitIsNotAsked() {
    assertThat(afterRequestLine("Content-Length: 1\r\n\r\na").continues()).isZero();
  }

  private static HttpRequest awaited(String text) throws IOException {
    return new RequestReader("The client", 10, interim -> {})
        .await(new Pieces(bytes(text), List.of(1)));
  }

  @Test
  void aRequestIsWaitedFor() throws IOException {
    assertThat(awaited("POST /a HTTP/1.1\r\nContent-Length: 2\r\n\r\nok").body())
        .asString()
        .isEqualTo("ok");
  }

  @Test
  void aConnectionThatEndsBetweenRequestsIsNoRequest() throws IOException {
    assertThat(awaited("")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "G",
        "GET / HTTP/1.1\r\n",
        "POST /a HTTP/1.1\r\nContent-Length: 9\r\n\r\n",
        "POST /a HTTP/1.1\r\nContent-Length: 9\r\n\r\nok",
        "POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n"
      })
  void aConnectionThatEndsWithinARequestIsAnError(String begun) {
    assertThatThrownBy(() -> awaited(begun))
        .isInstanceOf(EOFException.class)
        .hasMessage("The client ended the connection within a request");
  }
}
