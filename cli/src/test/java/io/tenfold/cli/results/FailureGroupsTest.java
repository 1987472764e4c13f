package io.tenfold.cli.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tenfold.local.json.Json;
import io.tenfold.local.map.result.ChildExecution;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FailureGroupsTest {
  private static final String REJECTED = "io.tenfold.function.RecordRejected";

  private final FailureGroups groups = new FailureGroups();

  private void add(long index, String error, String message) {
    add(index, error, message, "{\"order\":" + index + "}");
  }

  private void add(long index, String error, String message, String record) {
    groups.add(
        new ChildExecution(
            "arn",
            "child",
            "machine",
            "FAILED",
            "{\"index\":" + index + ",\"record\":" + record + "}",
            null,
            error,
            Json.write(Map.of("errorType", error, "errorMessage", message)),
            null,
            null));
  }

  @Test
  void recordsThatFailForTheSameReasonWithOtherValuesAreOneGroup() {
    add(9, REJECTED, "lines[0].quantity: must be 1 to 10, is 0");
    add(4, REJECTED, "lines[3].quantity: must be 1 to 10, is 99");
    add(5, REJECTED, "unknown field \"coupon\"");
    add(6, "java.io.IOException", "unknown field \"coupon\"");

    List<FailureGroup> found = groups.groups();

    assertThat(found)
        .extracting(FailureGroup::error, FailureGroup::message, FailureGroup::count)
        .containsExactly(
            tuple(REJECTED, "lines[#].quantity: must be # to #, is #", 2L),
            tuple(REJECTED, "unknown field \"#\"", 1L),
            tuple("java.io.IOException", "unknown field \"#\"", 1L));
    assertThat(found).extracting(FailureGroup::share).containsExactly(0.5, 0.25, 0.25);
  }

  @Test
  void theExampleIsTheFirstRecordWhicheverIsReadFirst() {
    add(9, REJECTED, "is 9");
    add(4, REJECTED, "is 4");
    add(6, REJECTED, "is 6");

    FailureGroup group = groups.groups().get(0);

    assertThat(group.example().index()).isEqualTo(4);
    assertThat(group.example().message()).isEqualTo("is 4");
    assertThat(Json.write(group.record())).isEqualTo("{\"order\":4}");
  }

  @Test
  void errorsThatAreAllDifferentDoNotFillTheMemory() {
    for (int i = 0; i < 3_000; i++) {
      add(i, REJECTED, "customer " + (char) ('a' + i % 26) + "x".repeat(i / 26) + " is unknown");
    }
    add(5_000, "java.io.IOException", "late");

    List<FailureGroup> found = groups.groups();

    assertThat(found).hasSize(1_002);
    assertThat(found.get(0))
        .extracting(FailureGroup::error, FailureGroup::message, FailureGroup::count)
        .containsExactly(REJECTED, "(other messages)", 2_000L);
    assertThat(found).extracting(FailureGroup::error).contains("(other errors)");
    assertThat(found.stream().mapToLong(FailureGroup::count).sum()).isEqualTo(3_001);
  }

  @Test
  void aLargeRecordIsNoExample() {
    add(7, REJECTED, "too long", "{\"text\":\"" + "x".repeat(10_000) + "\"}");

    FailureGroup group = groups.groups().get(0);

    assertThat(group.record()).isNull();
    assertThat(group.example().index()).isEqualTo(7);
  }

  @Test
  void aShareIsNeitherNoneNorAllUnlessItIs() {
    FailedRecord example = new FailedRecord(0, "FAILED", "E", "");

    assertThat(new FailureGroup(0, "E", "", 1, 0.00001, example, null).percent())
        .isEqualTo("0.1 %");
    assertThat(new FailureGroup(0, "E", "", 1, 0.99999, example, null).percent())
        .isEqualTo("99.9 %");
    assertThat(new FailureGroup(0, "E", "", 1, 1, example, null).percent()).isEqualTo("100.0 %");
  }
}
