package io.tenfold.cli.results;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class MessagePatternTest {

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(
      resources = "messages.csv",
      delimiter = '|',
      quoteCharacter = '\0',
      numLinesToSkip = 1)
  void leavesOutWhatDiffersFromRecordToRecord(String message, String pattern) {
    assertThat(MessagePattern.of(message)).isEqualTo(pattern);
  }

  @Test
  void aQuoteThatIsNeverClosedIsText() {
    assertThat(MessagePattern.of("5\" is \"")).isEqualTo("#\" is \"");
    assertThat(MessagePattern.of("unexpected '")).isEqualTo("unexpected '");
  }

  @Test
  void whatIsFarBehindInAMessageIsNoReason() {
    String reason = "no such customer. ".repeat(20);

    assertThat(MessagePattern.of(reason + "Alice")).isEqualTo(MessagePattern.of(reason + "Bob"));
  }

  @Test
  void doesNotSplitACharacterAtTheEnd() {
    String pattern = MessagePattern.of("x".repeat(299) + "😀");

    assertThat(pattern).isEqualTo("x".repeat(299));
  }

  @Test
  void hostileMessagesTakeNoTime() {
    for (String hostile :
        new String[] {
          "a1".repeat(50_000),
          "\"\\".repeat(50_000),
          "'a ".repeat(50_000),
          "0a-".repeat(50_000),
          "a.@".repeat(50_000)
        }) {
      assertThat(MessagePattern.of(hostile)).hasSizeLessThanOrEqualTo(300);
    }
  }
}
