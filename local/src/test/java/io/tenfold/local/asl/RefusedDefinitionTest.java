package io.tenfold.local.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenfold.local.WorkflowPlaceholders;
import io.tenfold.local.asl.error.DefinitionException;
import io.tenfold.local.asl.error.DefinitionFault;
import io.tenfold.local.json.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a definition, or not to be had here, is said when it is loaded. */
class RefusedDefinitionTest {
  @TempDir Path folder;

  /** Each case is a state S (beside an end state E), where it is refused, and how. */
  static Stream<Arguments> states() {
    return cases("refused-states.json");
  }

  static Stream<Arguments> definitions() {
    return cases("refused-definitions.json");
  }

  private static Stream<Arguments> cases(String resource) {
    List<?> cases =
        (List<?>) Json.parse(TestEngine.resource(RefusedDefinitionTest.class, resource));
    return cases.stream()
        .map(Map.class::cast)
        .map(
            one ->
                Arguments.of(
                    one.get("name"),
                    one.get("given"),
                    one.get("at"),
                    one.get("says"),
                    one.getOrDefault("alsoAt", List.of())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("states")
  void aStateThatIsWrongIsRefusedByItsNameAndField(
      String name, Object state, String at, List<String> says, List<String> alsoAt)
      throws Exception {
    Map<String, Object> states = new LinkedHashMap<>();
    states.put("S", state);
    states.put("E", Map.of("Type", "Succeed"));
    Map<String, Object> definition = new LinkedHashMap<>();
    definition.put("QueryLanguage", "JSONata");
    definition.put("StartAt", "S");
    definition.put("States", states);
    refused(Json.write(definition), "/States/S" + at, says, alsoAt);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("definitions")
  void aDefinitionThatIsWrongIsRefused(
      String name, Object definition, String at, List<String> says, List<String> alsoAt)
      throws Exception {
    refused(definition instanceof String text ? text : Json.write(definition), at, says, alsoAt);
  }

  private void refused(String definition, String at, List<String> says, List<String> alsoAt)
      throws Exception {
    List<String> places = new ArrayList<>();
    places.add(at);
    places.addAll(alsoAt);
    try (TestEngine engine = new TestEngine(folder, TestEngine.echo())) {
      assertThatThrownBy(() -> engine.define(definition))
          .isInstanceOfSatisfying(
              DefinitionException.class,
              e -> {
                assertThat(e.faults())
                    .as("no fault of it makes another one: %s", e.getMessage())
                    .extracting(DefinitionFault::location)
                    .isEqualTo(places);
                assertThat(e.getMessage()).contains(says);
              });
    }
  }

  /** Each case is a definition, and all that is wrong with it, in order. */
  static Stream<Arguments> severalFaults() {
    List<?> cases =
        (List<?>)
            Json.parse(TestEngine.resource(RefusedDefinitionTest.class, "several-faults.json"));
    return cases.stream()
        .map(Map.class::cast)
        .map(one -> Arguments.of(one.get("name"), one.get("given"), one.get("says")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("severalFaults")
  void allThatIsWrongIsSaidAndNothingElse(String name, Object definition, List<String> says)
      throws Exception {
    try (TestEngine engine = new TestEngine(folder, TestEngine.echo())) {
      assertThatThrownBy(() -> engine.define(Json.write(definition)))
          .isInstanceOfSatisfying(
              DefinitionException.class,
              e ->
                  assertThat(e.faults())
                      .extracting(DefinitionFault::message)
                      .containsExactlyElementsOf(says))
          .hasMessage(String.join(", ", says));
    }
  }

  /** What is wrong with a state is said whatever is wrong with those around it. */
  @Test
  void allStatesThatAreWrongAreSaidInOneGo() throws Exception {
    Map<String, Object> states = new LinkedHashMap<>();
    List<String> places = new ArrayList<>();
    states()
        .map(Arguments::get)
        .forEach(
            one -> {
              String name = "S" + states.size();
              states.put(name, one[1]);
              places.add("/States/" + name + one[2]);
            });
    states.put("E", Map.of("Type", "Succeed"));
    Map<String, Object> definition = new LinkedHashMap<>();
    definition.put("QueryLanguage", "JSONata");
    definition.put("StartAt", "S0");
    definition.put("States", states);
    try (TestEngine engine = new TestEngine(folder, TestEngine.echo())) {
      assertThatThrownBy(() -> engine.define(Json.write(definition)))
          .isInstanceOfSatisfying(
              DefinitionException.class,
              e -> assertThat(e.faults()).extracting(DefinitionFault::location).containsAll(places))
          .hasMessageNotContaining("not reachable");
    }
  }

  /** As Step Functions takes them, whether they are of use or not. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        {"StartAt": "S", "TimeoutSeconds": 0, "States": {"S": {"Type": "Succeed"}}}
        """,
        """
        {"StartAt": "S", "States": {"S": {"Type": "Parallel", "End": true, "Retry":
          [{"ErrorEquals": ["{% phone %}"], "IntervalSeconds": 0}], "Branches": [{"StartAt": "B",
          "States": {"B": {"Type": "Pass", "Comment": "{% phone %}", "End": true}}}]}}}
        """,
        """
        {"QueryLanguage": "JSONata", "StartAt": "M", "States": {"M": {"Type": "Map", "End": true,
          "MaxConcurrency": 9223372036854775807, "Iterator": {"StartAt": "A", "States": {
          "A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "Next": "A"}}}}}}
        """,
        """
        {"StartAt": "M", "States": {"M": {"Type": "Map", "QueryLanguage": "JSONata", "End": true,
          "Items": "{% [1, 2] %}", "Output": "{% $count($states.result) %}", "ItemProcessor":
          {"StartAt": "P", "States": {"P": {"Type": "Pass", "QueryLanguage": "JSONata", "Output":
          "{% $states.input * 2 %}", "End": true}}}}}}
        """
      })
  void aDefinitionThatLooksOddIsTaken(String definition) throws Exception {
    try (TestEngine engine = new TestEngine(folder, TestEngine.echo())) {
      assertThatCode(() -> engine.define(definition)).doesNotThrowAnyException();
    }
  }

  @Test
  void aPlaceholderWithoutAValueIsRefused() {
    DefinitionTemplate template = new DefinitionTemplate("{\"Comment\": \"${bucket} ${key}\"}");
    assertThatThrownBy(() -> template.fill(Map.of("bucket", "b")))
        .isInstanceOf(DefinitionException.class)
        .hasMessageContaining("${key}")
        .hasMessageContaining("[bucket]");
    assertThat(template.fill(Map.of("bucket", "$1\\", "key", "k")))
        .isEqualTo("{\"Comment\": \"$1\\ k\"}");
  }

  @Test
  void theWorkflowFileItselfIsAccepted() throws Exception {
    String text = java.nio.file.Files.readString(Path.of("..", "statemachine.asl.json"));
    String filled = new WorkflowPlaceholders("x", "x", "x").fill(text);
    try (TestEngine engine = new TestEngine(folder, TestEngine.echo())) {
      assertThatCode(() -> engine.define(filled)).doesNotThrowAnyException();
    }
  }
}
