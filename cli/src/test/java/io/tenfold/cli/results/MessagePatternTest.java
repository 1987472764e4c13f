package io.tenfold.cli.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
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
    assertThat(MessagePattern.of(MessagePattern.alike(message))).isEqualTo(pattern);
  }

  @Test
  void messagesThatDifferInTheirDigitsAloneAreAlike() {
    assertThat(MessagePattern.alike("order 4711 of 09"))
        .isEqualTo(MessagePattern.alike("order 1900 of 50"));
    assertThat(MessagePattern.alike("at 10x20")).isNotEqualTo(MessagePattern.alike("at 0x20"));
  }

  @Test
  void whatIsAlikeHasTheSamePatternWhateverIsInIt() {
    Random random = new Random(15);
    String chars = "0019xXaAfFgé٣-.,:+@'\"`“”#[]{}/ TZ\t\n";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder message = new StringBuilder();
      random
          .ints(random.nextInt(320), 0, chars.length())
          .forEach(at -> message.append(chars.charAt(at)));

      assertThat(MessagePattern.of(MessagePattern.alike(message.toString())))
          .isEqualTo(MessagePattern.of(message.toString()));
    }
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
