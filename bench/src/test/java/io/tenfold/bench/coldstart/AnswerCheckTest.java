package io.tenfold.bench.coldstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AnswerCheckTest {
  private static final String EVENT = "{\"index\":4,\"record\":{\"id\":\"ORD-1\"}}";

  private static boolean accepts(AnswerCheck check, String answer) {
    return check.accepts(
        EVENT.getBytes(StandardCharsets.UTF_8), answer.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aProcessedRecordIsTheOneThatWasSent() {
    AnswerCheck check = AnswerCheck.PROCESSED_RECORD;
    assertThat(accepts(check, "{\"index\":4,\"output\":{\"orderId\":\"ORD-1\"}}")).isTrue();
    assertThat(accepts(check, "{\"index\":3,\"output\":{\"orderId\":\"ORD-1\"}}")).isFalse();
    assertThat(accepts(check, "{\"index\":4,\"output\":{\"orderId\":\"ORD-2\"}}")).isFalse();
    assertThat(accepts(check, "{\"index\":4,\"output\":{}}")).isFalse();
  }

  @Test
  void peersAnswerWhatTheyAreBuiltToAnswer() {
    assertThat(accepts(AnswerCheck.OK, "\"ok\"")).isTrue();
    assertThat(accepts(AnswerCheck.OK, "\"no\"")).isFalse();
    assertThat(accepts(AnswerCheck.STATUS_200, "{\"statusCode\":200}")).isTrue();
    assertThat(accepts(AnswerCheck.STATUS_200, "{\"statusCode\":500}")).isFalse();
    assertThat(accepts(AnswerCheck.ECHO, EVENT)).isTrue();
    assertThat(accepts(AnswerCheck.ECHO, "{}")).isFalse();
  }

  @Test
  void whatIsNoJsonIsNoAnswer() {
    assertThat(accepts(AnswerCheck.OK, "ok")).isFalse();
  }
}
