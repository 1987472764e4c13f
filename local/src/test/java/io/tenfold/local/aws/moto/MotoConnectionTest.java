package io.tenfold.local.aws.moto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What comes of moto's responses, sent here byte by byte. */
@Timeout(20)
class MotoConnectionTest {
  private ServerSocket moto;

  @BeforeEach
  void listen() throws IOException {
    moto = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void stop() throws IOException {
    moto.close();
  }

  /** Answers one request without a body, and completes once the client has closed. */
  private CompletableFuture<Void> answer(String response, boolean thenClose) {
    return CompletableFuture.runAsync(
        () -> {
          try (Socket client = moto.accept()) {
            InputStream in = client.getInputStream();
            StringBuilder head = new StringBuilder();
            while (!head.toString().endsWith("\r\n\r\n")) {
              head.append((char) in.read());
            }
            client.getOutputStream().write(response.getBytes(StandardCharsets.ISO_8859_1));
            if (!thenClose) {
              in.read();
            }
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private MotoConnection get(String response) throws IOException {
    answer(response, true);
    return get();
  }

  private MotoConnection get() throws IOException {
    return MotoConnection.request(
        moto.getLocalPort(), "GET", "/", new Headers(), InputStream.nullInputStream(), 0);
  }

  @Test
  void theHeadersAreThoseOfTheMessageAlone() throws IOException {
    try (MotoConnection response =
        get(
            "HTTP/1.1 201 Created\r\nETag: \"a\"\r\nConnection: close\r\nx-two: 1\r\nX-Two: 2\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n")) {
      assertThat(response.status()).isEqualTo(201);
      assertThat(response.responseHeaders()).containsOnlyKeys("Etag", "X-two");
      assertThat(response.responseHeaders().get("X-Two")).containsExactly("1", "2");
      assertThat(response.body().readAllBytes()).asString().isEqualTo("ok");
    }
  }

  @Test
  void aBodyThatIsCutOffIsNotTakenForAWholeOne() throws IOException {
    try (MotoConnection response = get("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nhalf")) {
      assertThatThrownBy(() -> response.body().readAllBytes())
          .isInstanceOf(EOFException.class)
          .hasMessage("moto ended the connection 3 bytes early");
    }
  }

  @Test
  void whatIsNoResponseMeansThatMotoIsNotThere() {
    assertThatThrownBy(() -> get("HTTP/1.1 200 OK\r\nA: b\nSet-Cookie: c\r\n\r\n"))
        .isInstanceOf(MotoUnavailable.class)
        .hasMessageContaining("moto sent a line that ends in LF alone");
  }

  @Test
  void noResponseMeansThatMotoIsNotThere() {
    assertThatThrownBy(() -> get(""))
        .isInstanceOf(MotoUnavailable.class)
        .hasMessageContaining("moto ended the connection");
  }

  @Test
  void closingAnEmptyBodyClosesTheConnection() throws Exception {
    CompletableFuture<Void> closed = answer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", false);

    get().body().close();

    closed.get(10, TimeUnit.SECONDS);
  }
}
