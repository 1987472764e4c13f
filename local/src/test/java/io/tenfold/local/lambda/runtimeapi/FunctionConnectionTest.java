package io.tenfold.local.lambda.runtimeapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FunctionConnectionTest {
  private static final int REQUESTS = 100_000;

  private static int received(boolean takesAnswers) throws IOException {
    byte[] requests =
        "POST /a HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 0\r\n\r\n"
            .repeat(REQUESTS)
            .getBytes(StandardCharsets.US_ASCII);
    ReadOnlyChannel channel = new ReadOnlyChannel(requests, takesAnswers);
    FunctionConnection connection = new FunctionConnection(channel, channel.key(), 0);
    int received = 0;
    while (connection.read() >= 0) {
      while (connection.next() != null) {
        received++;
      }
    }
    return received;
  }

  @Test
  void aClientThatTakesItsAnswersMaySendManyRequests() throws IOException {
    assertThat(received(true)).isEqualTo(REQUESTS);
  }

  @Test
  void aClientThatTakesNoAnswersIsGivenUp() {
    assertThatThrownBy(() -> received(false))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("does not take its answers");
  }
}
