package io.tenfold.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The documents show files that are compiled and tested here and in the sample. */
class WritingAProcessorTest {
  private static final Path DOCS = Path.of("..", "..", "docs");
  private static final Pattern XML = Pattern.compile("```xml\n(.*?)```", Pattern.DOTALL);
  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "src/test/java/io/tenfold/function/claims/ClaimProcessor.java",
        "src/test/java/io/tenfold/function/claims/ClaimProcessorTest.java",
        "src/test/java/io/tenfold/function/claims/ClaimFileTest.java",
        "src/test/java/io/tenfold/function/payments/Ledger.java",
        "src/test/java/io/tenfold/function/payments/PaymentProcessor.java",
        "src/test/java/io/tenfold/function/traces/ParcelProcessor.java"
      })
  void showsTheSourceAsItIs(String source) throws IOException {
    assertThat(shownIn("writing-a-processor.md")).contains(Files.readString(Path.of(source)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "src/test/java/io/tenfold/function/claims/ClaimBatchTest.java",
        "../../lambda-native/src/test/java/io/tenfold/function/orders/OrderBatchTest.java"
      })
  void showsTheTestsOfBatchesAsTheyAre(String source) throws IOException {
    assertThat(shownIn("testing.md")).contains(Files.readString(Path.of(source)));
  }

  @Test
  void showsTheProcessorOfObjectsAsItIs() throws IOException {
    assertThat(shownIn("objects.md"))
        .contains(
            Files.readString(
                Path.of("src/test/java/io/tenfold/function/scans/ScanProcessor.java")));
  }

  @Test
  void showsTheProcessorThatCallsAwsAsItIs() throws IOException {
    assertThat(shownIn("aws-sdk.md"))
        .contains(
            Files.readString(
                Path.of(
                    "../../samples/documents/src/main/java/io/tenfold/samples/documents",
                    "DocumentProcessor.java")));
  }

  @Test
  void showsTheProcessorOverAWholeBatchAsItIs() throws IOException {
    assertThat(shownIn("batches.md"))
        .contains(
            Files.readString(
                Path.of("src/test/java/io/tenfold/function/readings/ReadingProcessor.java")));
  }

  @Test
  void showsTheSecretAsItIs() throws IOException {
    assertThat(shownIn("environment.md"))
        .contains(
            Files.readString(
                Path.of("src/test/java/io/tenfold/function/secrets/NamedSecret.java")));
  }

  @Test
  void showsTheDependenciesAsTheyAre() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    String shown = Files.readString(DOCS.resolve("objects.md"));
    List<String> blocks =
        XML.matcher(shown).results().map(block -> withoutSpace(block.group(1))).toList();
    assertThat(blocks).hasSize(1);
    assertThat(withoutSpace(pom.replaceAll("\\s*<scope>test</scope>", ""))).contains(blocks);
  }

  private static String withoutSpace(String text) {
    return text.replaceAll("\\s", "");
  }

  private static List<String> shownIn(String document) throws IOException {
    return JAVA.matcher(Files.readString(DOCS.resolve(document)))
        .results()
        .map(WritingAProcessorTest::code)
        .toList();
  }

  private static String code(MatchResult block) {
    return block.group(1);
  }
}
