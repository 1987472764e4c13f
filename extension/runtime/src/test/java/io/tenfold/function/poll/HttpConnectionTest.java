package io.tenfold.function.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a response is read off a connection that gives it in parts. */
class HttpConnectionTest {
  private static final String HEADERS =
      "HTTP/1.1 200 OK\r\nDate: Fri, 27 Nov 2026 14:00:00 GMT\r\nlambda-trace:\t Root=1;é \r\n"
          + "Empty:\r\nContent-Length: 4\r\n\r\n";

  @Test
  void readsTheSameWhereverTheServersPartsEnd() throws IOException {
    byte[] answer = bytes("HTTP/1.1 100 Continue\r\n\r\n" + HEADERS + "\r\n\"\n");
    for (int length = 1; length <= answer.length; length++) {
      HttpResponse response = read(answer, length);

      assertThat(response.status()).as("in parts of %d", length).isEqualTo(200);
      assertThat(response.headers())
          .as("in parts of %d", length)
          .containsExactly(
              "Date: Fri, 27 Nov 2026 14:00:00 GMT",
              "lambda-trace:\t Root=1;é",
              "Empty:",
              "Content-Length: 4");
      assertThat(response.header("Lambda-Trace")).isEqualTo("Root=1;é");
      assertThat(response.header("Empty")).isEmpty();
      assertThat(response.header("Absent")).isNull();
      assertThat(response.body()).isEqualTo(bytes("\r\n\"\n"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\nContent-Length: 0\n\n",
        "HTTP/1.0 200\nA: b\nContent-Length: 0\n\n"
      })
  void takesLinesThatEndWithALineFeedAlone(String answer) throws IOException {
    assertThat(read(bytes(answer), 7).body()).isEmpty();
  }

  @Test
  void readsALineThatIsLongerThanItsBuffer() throws IOException {
    String value = "v".repeat(40_000);
    HttpResponse response =
        read(bytes("HTTP/1.1 200 OK\r\nLong: " + value + "\r\nContent-Length: 0\r\n\r\n"), 30_000);

    assertThat(response.header("long")).isEqualTo(value);
  }

  @Test
  void readsNoLineWithoutAnEnd() {
    byte[] answer = bytes("HTTP/1.1 200 OK\r\nLong: " + "v".repeat(70_000));

    assertThatThrownBy(() -> read(answer, 1_000))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("header of more than 65536 bytes");
  }

  @Test
  void saysThatTheServerClosedTheConnectionInTheMiddleOfALine() {
    assertThatThrownBy(() -> read(bytes("HTTP/1.1 200 OK\r\nDat"), 4))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("closed the connection");
  }

  private static HttpResponse read(byte[] answer, int partLength) throws IOException {
    HttpConnection connection = new HttpConnection("127.0.0.1:1");
    connection.connectTo(new Parts(answer, partLength));
    return connection.get("/");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Gives the answer in parts of the same length. */
  private static final class Parts extends RehearsalChannel {
    private final int length;

    Parts(byte[] answer, int length) {
      super(ByteBuffer.wrap(answer));
      this.length = length;
    }

    @Override
    public int read(ByteBuffer into) {
      int end = into.limit();
      into.limit(Math.min(end, into.position() + length));
      int count = super.read(into);
      into.limit(end);
      return count;
    }
  }
}
