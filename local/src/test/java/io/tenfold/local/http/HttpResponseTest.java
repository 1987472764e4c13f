package io.tenfold.local.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpResponseTest {
  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";

  private static ReceivedResponse response(String head, String body) {
    return new ReceivedResponse(head, body, null);
  }

  @Test
  void aBodyEndsWhereItsHeadSays() {
    assertThat(ReceivedResponse.of(OK + "A: b\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 500 Next"))
        .isEqualTo(response("200 2|A=b|Content-Length=2", "ok"));
  }

  @Test
  void chunksBecomeOneBody() {
    assertThat(
            ReceivedResponse.of(CHUNKED + "2\r\nab\r\nA;x=y\r\n0123\r\n6789\r\n0\r\nB: c\r\n\r\n"))
        .isEqualTo(response("200 -1|Transfer-Encoding=chunked", "ab0123\r\n6789"));
  }

  @Test
  void aBodyWithoutALengthEndsWithTheConnection() {
    assertThat(ReceivedResponse.of("HTTP/1.0 404\r\n\r\nall that comes"))
        .isEqualTo(response("404 -1", "all that comes"));
  }

  @Test
  void interimResponsesAreNotTheResponse() {
    assertThat(
            ReceivedResponse.of(
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nContent-Length: 9\r\n\r\n"
                    + "HTTP/1.1 201 Created\r\nContent-Length: 1\r\n\r\na"))
        .isEqualTo(response("201 1|Content-Length=1", "a"));
  }

  @Test
  void anotherProtocolIsRefused() {
    assertThat(ReceivedResponse.of("HTTP/1.1 101 Switching\r\n\r\n" + OK + "\r\n").refusal())
        .contains("another protocol");
  }

  @Test
  void theResponseToHeadAnnouncesABodyThatDoesNotCome() {
    assertThat(ReceivedResponse.of(OK + "Content-Length: 7\r\n\r\n", "HEAD"))
        .isEqualTo(response("200 7|Content-Length=7", ""));
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 304})
  void aResponseThatNeverHasABodyHasNone(int status) {
    assertThat(ReceivedResponse.of("HTTP/1.1 " + status + " None\r\n\r\nHTTP/1.1 500 Next"))
        .isEqualTo(response(status + " -1", ""));
  }

  @Test
  void aBodyThatIsCutOffIsAnError() {
    assertThat(ReceivedResponse.of(OK + "Content-Length: 7\r\n\r\nhalf"))
        .isEqualTo(
            new ReceivedResponse(
                "200 7|Content-Length=7", "half", "The server ended the connection 3 bytes early"));
  }

  @Test
  void aChunkThatIsCutOffIsAnError() {
    assertThat(ReceivedResponse.of(CHUNKED + "7\r\nhalf").refusal())
        .isEqualTo("The server ended the connection 3 bytes early");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "4\r\nhalf", "4\r\nhalf\r\n", "4\r\nhalf\r\n0\r\n"})
  void chunksWithoutALastAreAnError(String chunks) {
    assertThat(ReceivedResponse.of(CHUNKED + chunks).refusal())
        .isEqualTo("The server ended the connection before the last chunk");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 100 Continue\r\n\r\n"})
  void aConnectionThatEndsBeforeTheResponseIsAnError(String begun) {
    assertThat(ReceivedResponse.of(begun).refusal()).isEqualTo("The server ended the connection");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "GET / HTTP/1.1",
        "HTTP/1.1",
        "HTTP/1.1 ",
        "HTTP/1.1 20",
        "HTTP/1.1 2000",
        "HTTP/1.1 2x0 OK",
        "HTTP/1.1 020 OK",
        "HTTP/1.1  200 OK",
        "HTTP/1.12200 OK",
        "HTTP/2.0 200 OK",
        "HTTP/1.x 200 OK"
      })
  void aStatusLineThatIsNoneIsRefused(String line) {
    assertThat(ReceivedResponse.of(line + "\r\n\r\n").refusal())
        .isEqualTo("The server sent something that is no response: " + line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A: b\nSet-Cookie: c\r\n\r\n",
        "A: b\rSet-Cookie: c\r\n\r\n",
        "A: b\n\nHTTP/1.1 200 Another\r\n\r\n"
      })
  void aHeaderThatWouldBeTwoToOthersIsRefused(String fields) {
    assertThat(ReceivedResponse.of(OK + fields).refusal())
        .containsAnyOf("a line that ends in LF alone", "a CR within a line");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: -1\r\n\r\n",
        "Content-Length: 99999999999999999999\r\n\r\n",
        "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        "Transfer-Encoding: gzip\r\n\r\n"
      })
  void aBodyOfWhichNobodyKnowsTheEndIsRefused(String rest) {
    assertThat(ReceivedResponse.of(OK + rest).head()).isEmpty();
  }

  @Test
  void aHeadOver64KiBIsRefused() {
    assertThat(ReceivedResponse.of(OK + "A: " + "x".repeat(64 * 1024) + "\r\n\r\n").refusal())
        .startsWith("The server sent over 64 KiB of headers");
  }

  @Test
  void anErrorQuotesOnlySoMuch() {
    assertThat(ReceivedResponse.of("x".repeat(10_000) + "\r\n\r\n").refusal())
        .hasSizeLessThan(200)
        .endsWith("xxx…");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 0\r\n\r\n", "Content-Length: 1\r\n\r\na", "\r\n"})
  void closingTheBodyClosesTheConnection(String rest) throws IOException {
    boolean[] closed = {false};
    HttpResponse response =
        HttpResponse.read(
            new ByteArrayInputStream((OK + rest).getBytes(StandardCharsets.US_ASCII)) {
              @Override
              public void close() {
                closed[0] = true;
              }
            },
            "The server",
            "GET");
    response.body().close();
    assertThat(closed[0]).isTrue();
  }
}
