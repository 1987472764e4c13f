package io.tenfold.function.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.function.RecordContext;
import io.tenfold.function.RecordProcessor;
import io.tenfold.function.json.RecordJson;
import io.tenfold.function.log.RecordLog;
import io.tenfold.function.log.StandardOutputLines;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The key that a processor gets, by the event that the function received. */
class IdempotencyKeyTest {
  record Payment(String to, BigDecimal amount) {}

  /** Answers with its key. */
  private static final class Keys implements RecordProcessor<Payment, String> {
    @Override
    public String process(Payment payment, RecordContext context) {
      return context.idempotencyKey();
    }
  }

  /** The ways in which the function reads records. */
  enum Reading {
    STREAMED,
    DATABIND;

    RecordJson json() {
      return RecordJson.of(Payment.class, this == STREAMED ? String.class : Object.class);
    }
  }

  private static final String RECORD = "{\"to\": \"Zo\\u00eb\", \"amount\": 4.50}";

  @ParameterizedTest
  @EnumSource
  void isTheOriginTheIndexAndAHashOfTheContent(Reading reading) throws Exception {
    assertThat(key(reading, 17, RECORD, "9f86d081884c7d65"))
        .matches("9f86d081884c7d65-17-[0-9a-f]{16}");
  }

  @ParameterizedTest
  @EnumSource
  void isTheSameForARecordThatWasWrittenAnew(Reading reading) throws Exception {
    String again = "{\"amount\":4.5,\"to\":\"Zoë\"}";

    assertThat(key(reading, 17, again, "origin")).isEqualTo(key(reading, 17, RECORD, "origin"));
  }

  @ParameterizedTest
  @EnumSource
  void isAnotherForAnotherIndexOriginOrContent(Reading reading) throws Exception {
    String corrected = RECORD.replace("4.50", "4.51");

    assertThat(key(reading, 17, RECORD, "origin"))
        .isNotEqualTo(key(reading, 18, RECORD, "origin"))
        .isNotEqualTo(key(reading, 17, RECORD, "original"))
        .isNotEqualTo(key(reading, 17, corrected, "origin"));
  }

  @ParameterizedTest
  @EnumSource
  void saysSoWhereThereIsNoOrigin(Reading reading) throws Exception {
    String event = "{\"index\": 17, \"record\": " + RECORD + "}";

    assertThat(keyOf(reading, event)).matches("no-origin-17-[0-9a-f]{16}");
  }

  @Test
  void fitsWhereADeduplicationIdDoes() throws Exception {
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
    String longest = key(Reading.STREAMED, Long.MAX_VALUE, RECORD, "x".repeat(64));

    assertThat(longest).hasSize(101).hasSizeLessThanOrEqualTo(128).matches("[0-9a-zA-Z-]+");
  }

  @Test
  void isGivenByATestThatMakesAContext() {
    assertThat(new RecordContext(3, "request", Instant.MAX).idempotencyKey())
        .isEqualTo("no-origin-3");
    assertThat(new RecordContext(3, "request", Instant.MAX, "key").idempotencyKey())
        .isEqualTo("key");
  }

  private static String key(Reading reading, long index, String record, String origin)
      throws Exception {
    return keyOf(
        reading,
        "{\"index\": %d, \"record\": %s, \"origin\": \"%s\"}".formatted(index, record, origin));
  }

  private static String keyOf(Reading reading, String event) throws Exception {
    RecordFunction function =
        new RecordFunction(
            new Keys(),
            reading.json(),
            new RecordLog(new StandardOutputLines(new ByteArrayOutputStream(), null)));
    byte[] answer = function.apply(event.getBytes(StandardCharsets.UTF_8), "request", Instant.MAX);
    return new String(answer, StandardCharsets.UTF_8).replaceFirst(".*\"output\":\"(.*)\"}", "$1");
  }
}
