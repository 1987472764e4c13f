package io.tenfold.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/writing-a-processor.md shows files that are compiled and tested here. */
class WritingAProcessorTest {
  private static final Path DOC = Path.of("..", "..", "docs", "writing-a-processor.md");
  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "src/test/java/io/tenfold/function/claims/ClaimProcessor.java",
        "src/test/java/io/tenfold/function/claims/ClaimProcessorTest.java",
        "src/test/java/io/tenfold/function/payments/Ledger.java",
        "src/test/java/io/tenfold/function/payments/PaymentProcessor.java"
      })
  void showsTheSourceAsItIs(String source) throws IOException {
    List<String> shown =
        JAVA.matcher(Files.readString(DOC)).results().map(WritingAProcessorTest::code).toList();

    assertThat(shown).contains(Files.readString(Path.of(source)));
  }

  private static String code(MatchResult block) {
    return block.group(1);
  }
}
