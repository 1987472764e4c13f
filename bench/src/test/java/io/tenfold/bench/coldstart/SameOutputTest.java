package io.tenfold.bench.coldstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenfold.bench.BenchFailure;
import io.tenfold.local.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SameOutputTest {
  private static final SameOutput CHECK =
      SameOutput.asIn(
          Json.parse("{\"index\":0,\"output\":{\"id\":\"A\",\"at\":\"10:00\",\"of\":[1,2]}}"),
          Json.parse("{\"index\":99,\"output\":{\"id\":\"A\",\"at\":\"10:01\",\"of\":[1,3]}}"));

  private static boolean accepts(AnswerCheck check, String output) {
    return check.accepts(
        "{\"index\":4,\"record\":{}}".getBytes(StandardCharsets.UTF_8),
        ("{\"index\":4,\"output\":" + output + "}").getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void whatStaysTheSameHasToBeTheSameAndWhatChangesOfTheSameKind() {
    assertThat(accepts(CHECK, "{\"id\":\"A\",\"at\":\"11:00\",\"of\":[1,4]}")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":\"B\",\"at\":\"11:00\",\"of\":[1,4]}",
        "{\"id\":\"A\",\"at\":11,\"of\":[1,4]}",
        "{\"id\":\"A\",\"at\":null,\"of\":[1,4]}",
        "{\"id\":\"A\",\"at\":\"11:00\",\"of\":[2,4]}",
        "{\"id\":\"A\",\"at\":\"11:00\",\"of\":[1]}",
        "{\"id\":\"A\",\"at\":\"11:00\",\"of\":[1,4,5]}",
        "{\"id\":\"A\",\"at\":\"11:00\",\"of\":[1,4],\"more\":1}",
        "{\"id\":\"A\",\"at\":\"11:00\"}",
        "null"
      })
  void anotherOutputIsWrong(String output) {
    assertThat(accepts(CHECK, output)).isFalse();
  }

  @Test
  void anotherIndexIsWrong() {
    assertThat(
            new SameOutput("done")
                .holds(
                    Json.parse("{\"index\":4}"), Json.parse("{\"index\":5,\"output\":\"done\"}")))
        .isFalse();
    assertThat(accepts(new SameOutput("done"), "\"done\"")).isTrue();
  }

  @Test
  void anAnswerWithoutAnOutputIsNoneOfAProcessor() {
    assertThatThrownBy(() -> SameOutput.asIn(Json.parse("{\"statusCode\":200}"), Json.parse("{}")))
        .isInstanceOf(BenchFailure.class)
        .hasMessageContaining("without an output");
  }

  @Test
  void anExpectationCanBeGiven(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("answer.json"), "{\"id\": \"A\"}");

    assertThat(accepts(SameOutput.of(file), "{\"id\":\"A\"}")).isTrue();
    assertThat(accepts(SameOutput.of(file), "{\"id\":\"B\"}")).isFalse();
  }
}
