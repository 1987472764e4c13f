package io.tenfold.bench.coldstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HttpMessageTest {
  private static HttpMessage read(String text) throws IOException {
    return HttpMessage.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void aBodyIsAsLongAsItsHeaderSays() throws IOException {
    HttpMessage request = read("POST /a HTTP/1.1\r\ncontent-LENGTH: 2\r\n\r\nokPOST");
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.path()).isEqualTo("/a");
    assertThat(request.body()).asString().isEqualTo("ok");
  }

  @Test
  void chunksBecomeOneBody() throws IOException {
    assertThat(
            read("POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "2\r\nab\r\nA;x=y\r\n0123456789\r\n0\r\n\r\n")
                .body())
        .asString()
        .isEqualTo("ab0123456789");
  }

  @Test
  void aRequestWithoutABodyHasAnEmptyOne() throws IOException {
    assertThat(read("GET /next HTTP/1.1\r\nHost: a\r\n\r\n").body()).isEmpty();
  }

  @Test
  void aClosedConnectionIsNoRequest() throws IOException {
    assertThat(read("")).isNull();
    assertThatThrownBy(() -> read("POST /a HTTP/1.1\r\nContent-Length: 9\r\n\r\nok"))
        .isInstanceOf(EOFException.class);
  }
}
