package io.tenfold.function.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How much an answer holds, to the byte. */
class BatchAnswerTest {

  private static byte[] bytes(int count) {
    return "x".repeat(count).getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void isFullAfter200000Bytes() {
    BatchAnswer answer = new BatchAnswer(3);
    answer.succeeded(bytes(199_998));
    assertThat(answer.isFull()).isFalse();
    answer.succeeded(bytes(1)); // And a comma.
    assertThat(answer.bytes()).isEqualTo(200_000);
    assertThat(answer.isFull()).isFalse();
    answer.succeeded(bytes(1));
    assertThat(answer.isFull()).isTrue();
  }

  @Test
  void isNeverLargerThan245000BytesWhateverIsNotReached() {
    for (int records : new int[] {2, 10, 1_000, 12_345}) {
      int room = roomBesideOne(records);
      BatchAnswer answer = new BatchAnswer(records);
      answer.succeeded(bytes(1));

      assertThat(answer.succeeded(bytes(room + 1))).isFalse();
      assertThat(answer.isFull()).isTrue();
      assertThat(answer.succeeded(bytes(room))).isTrue();
      IntStream.range(2, records).forEach(answer::notReached);
      assertThat(answer.json().length).isLessThan(BatchAnswer.LARGEST);
      assertThat(answer.json().length).isGreaterThan(BatchAnswer.LARGEST - 128 - 2 * records);
    }
  }

  /** Returns how many bytes a second outcome may have. */
  private static int roomBesideOne(int records) {
    int room = BatchAnswer.LARGEST;
    BatchAnswer answer;
    do {
      answer = new BatchAnswer(records);
      answer.succeeded(bytes(1));
      room -= 1;
    } while (!answer.succeeded(bytes(room)));
    return room;
  }

  @Test
  void aFailureThatIsToBeTriedAgainIsTheFirstAsWell() {
    BatchAnswer answer = new BatchAnswer(2);
    answer.failedForNow(0, 17, "E", "x".repeat(100));

    assertThat(answer.succeeded(bytes(244_999))).isFalse();
    assertThat(new BatchAnswer(2).succeeded(bytes(244_999))).isTrue();
  }
}
