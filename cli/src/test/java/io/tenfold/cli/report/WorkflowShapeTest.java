package io.tenfold.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.local.WorkflowFile;
import io.tenfold.local.json.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkflowShapeTest {
  private static Map<?, ?> state(Map<?, ?> machine, String name) {
    return ((List<?>) machine.get("states"))
        .stream()
            .map(state -> (Map<?, ?>) state)
            .filter(state -> state.get("name").equals(name))
            .findFirst()
            .orElseThrow();
  }

  @Test
  void statesHaveTheirTypesAndWaysAndWhatIsWithin() {
    Map<String, Object> shape = WorkflowShape.of(WorkflowFile.shipped().text());
    assertThat(shape.get("start")).isEqualTo("CheckInput");
    assertThat(state(shape, "IsInputValid").get("next"))
        .isEqualTo(
            List.of(
                List.of("ProcessRecords", "choice"),
                List.of("ProcessBatches", "choice"),
                List.of("NotifyFailure", "choice")));
    Map<?, ?> map = state(shape, "ProcessRecords");
    assertThat(map.get("type")).isEqualTo("Map");
    assertThat(map.get("label")).isEqualTo("Records");
    // Two catchers lead there: it is one way.
    assertThat(map.get("next"))
        .isEqualTo(List.of(List.of("Tally", "next"), List.of("FindMapRun", "catch")));
    Map<?, ?> within = (Map<?, ?>) ((List<?>) map.get("inner")).get(0);
    assertThat(state(within, "ProcessRecord").get("end")).isEqualTo(true);
  }

  @Test
  void expressionsAndArgumentsStayOutOfThePage() {
    assertThat(Json.write(WorkflowShape.of(WorkflowFile.shipped().text())))
        .doesNotContain("{%", "${", "Arguments")
        .hasSizeLessThan(8_000);
  }

  @Test
  void branchesAreWithinTheirState() {
    Map<String, Object> shape =
        WorkflowShape.of(
            """
            {"StartAt": "Both", "States": {"Both": {"Type": "Parallel", "End": true, "Branches": [
              {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}},
              {"StartAt": "B", "States": {"B": {"Type": "Pass", "End": true}}}]}}}
            """);
    assertThat((List<?>) state(shape, "Both").get("inner")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "7", "{\"StartAt\": 7}", "{\"States\": {}}"})
  void whatIsNoStateMachineIsNotDrawn(String definition) {
    assertThat(WorkflowShape.of(definition)).isNull();
  }
}
