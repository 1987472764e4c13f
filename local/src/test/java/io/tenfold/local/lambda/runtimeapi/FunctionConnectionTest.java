package io.tenfold.local.lambda.runtimeapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionConnectionTest {

  private static ReceivedRequests received(String text) throws IOException {
    return ReceivedRequests.of(text.getBytes(StandardCharsets.ISO_8859_1), List.of(50));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: -1\r\n\r\n",
        "Content-Length: 18446744073709551615\r\n\r\n",
        "Content-Length: many\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n-5\r\nabc",
        "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nabc",
        "Transfer-Encoding: chunked\r\n\r\n\r\nabc"
      })
  void aLengthThatIsNoneEndsTheConnection(String rest) throws IOException {
    assertThat(received("POST /a HTTP/1.1\r\n" + rest).refused()).isTrue();
  }

  @Test
  void aClientThatTakesNoAnswersIsGivenUp() throws IOException {
    String request = "POST /a HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 0\r\n\r\n";
    assertThat(received(request.repeat(100_000)).refused()).isFalse();
    assertThat(
            ReceivedRequests.untaken(request.repeat(100_000).getBytes(StandardCharsets.ISO_8859_1))
                .refused())
        .isTrue();
  }
}
