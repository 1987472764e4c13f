package io.tenfold.function.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenfold.function.InvalidEnvelope;
import io.tenfold.function.RecordRejected;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A payload of one record and a payload of several. */
class EnvelopeReaderTest {
  private final EnvelopeReader reader = new EnvelopeReader();

  private Payload read(String json) {
    return reader.read(json.getBytes(StandardCharsets.UTF_8));
  }

  private static Envelope envelope(long index, String record, Map<String, String> parameters) {
    return new Envelope(index, record.getBytes(StandardCharsets.UTF_8), null, false, parameters);
  }

  @Test
  void oneRecordHasParameters() {
    assertThat(
            read("{\"index\":1,\"record\":2,\"parameters\":{\"date\":\"2026-11-01\",\"é\":\"\"}}"))
        .isEqualTo(envelope(1, "2", Map.of("date", "2026-11-01", "é", "")));
  }

  @Test
  void severalRecordsAreReadInTheirOrder() {
    String items =
        "\"Items\":[{\"index\":5,\"record\":{\"ß\": [1, 2] }},"
            + "{\"record\":\"text\",\"textValues\":true,\"index\":3,\"origin\":\"o\"}]";
    BatchEnvelope expected =
        new BatchEnvelope(
            List.of(
                envelope(5, "{\"ß\": [1, 2] }", Map.of()),
                new Envelope(3, "\"text\"".getBytes(StandardCharsets.UTF_8), "o", true, Map.of())),
            Map.of("a", "b"));
    String input = "\"BatchInput\":{\"parameters\":{\"a\":\"b\"}}";

    assertThat(read("{" + input + "," + items + "}")).isEqualTo(expected);
    assertThat(read("\uFEFF{" + items + "," + input + "}")).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"BatchInput\":{},", "\"BatchInput\":{\"parameters\":{}},"})
  void itemsHaveParametersOfTheirOwnWhereTheBatchHasNone(String input) {
    BatchEnvelope batch =
        (BatchEnvelope)
            read(
                "{"
                    + input
                    + "\"Items\":[{\"index\":1,\"record\":2,\"parameters\":{\"a\":\"b\"}}]}");

    assertThat(batch.parametersOf(batch.items().get(0))).isEqualTo(Map.of("a", "b"));
  }

  @Test
  void ofNoItemsThereIsNothingToAnswerFor() {
    assertThat(read("{\"Items\":[]}")).isEqualTo(new BatchEnvelope(List.of(), Map.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"index":1,"record":2,"parameters":null}                        | parameters: expected an object, got null
          {"index":1,"record":2,"parameters":["a"]}                       | parameters: expected an object, got an array
          {"index":1,"record":2,"parameters":{"date":20261101}}           | parameters.date: expected a string, got a whole number
          {"index":1,"record":2,"parameters":{"date":null}}               | parameters.date: expected a string, got null
          {"index":1,"record":2,"parameters":{"a":{"b":"c"}}}             | parameters.a: expected a string, got an object
          {"index":1,"record":2,"parameters":{"a":"b","a":"c"}}           | not valid JSON at line 1, column 48: Duplicate field 'a'
          {"Items":5}                                                     | Items: expected an array, got a whole number
          {"Items":null}                                                  | Items: expected an array, got null
          {"Items":[5]}                                                   | Items[0]: expected an object, got a whole number
          {"Items":[{"index":1,"record":2},{"index":1}]}                  | Items[1]: record: is missing
          {"Items":[{"index":1,"record":2},{"record":1}]}                 | Items[1]: index: is missing
          {"Items":[{"index":1,"record":null}]}                           | Items[0]: record: is null
          {"Items":[{"index":1,"record":2,"more":3}]}                     | Items[0]: unknown field "more" at line 1, column
          {"Items":[{"index":1,"record":2,"Items":[]}]}                   | Items[0]: unknown field "Items" at line 1, column
          {"Items":[{"index":1,"record":2}                                | not valid JSON at line 1, column
          {"Items":[],"Items":[]}                                         | not valid JSON at line 1, column 20: Duplicate field 'Items'
          {"Items":[]} {}                                                 | something follows the payload's object at line 1
          {"BatchInput":{"parameters":{"a":"b"}}}                         | Items: is missing
          {"BatchInput":null,"Items":[]}                                  | BatchInput: expected an object, got null
          {"BatchInput":{"more":1},"Items":[]}                            | unknown field "more" at line 1, column
          {"BatchInput":{"parameters":{"a":1}},"Items":[]}                | BatchInput.parameters.a: expected a string, got a whole number
          {"BatchInput":{"parameters":{"a":"b"}},"Items":[{"index":1,"record":2,"parameters":{"a":"b"}}]} | Items[0]: parameters: BatchInput has them already
          {"index":1,"record":2,"Items":[]}                               | record: belongs into one of the Items
          {"Items":[],"origin":"o"}                                       | origin: belongs into one of the Items
          {"BatchInput":{},"index":1,"record":2}                          | record: belongs into one of the Items
          """)
  void whatIsNeitherIsRefused(String payload, String message) {
    assertThatThrownBy(() -> read(payload))
        .isInstanceOf(InvalidEnvelope.class)
        .hasMessageStartingWith(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":"})
  void ofSeveralARecordThatIsNestedTooDeepIsGivenUpAlone(String opening) {
    String closing = opening.equals("[") ? "]" : "}";
    String deep = opening.repeat(2_000) + "1" + closing.repeat(2_000);
    BatchEnvelope batch =
        (BatchEnvelope)
            read(
                "{\"Items\":[{\"index\":1,\"record\":[1]},{\"record\":"
                    + deep
                    + ",\"index\":2,\"origin\":\"o\"},{\"index\":3,\"record\":[3]}]}");

    assertThat(batch.items())
        .containsExactly(
            envelope(1, "[1]", Map.of()),
            new Envelope(2, null, "o", false, Map.of()),
            envelope(3, "[3]", Map.of()));
    assertThatThrownBy(() -> read("{\"index\":2,\"record\":" + deep + "}"))
        .isInstanceOf(RecordRejected.class);
  }

  @Test
  void ofSeveralANumberOfTooManyDigitsIsGivenUpAlone() {
    BatchEnvelope batch =
        (BatchEnvelope)
            read(
                "{\"Items\":[{\"index\":1,\"record\":"
                    + "1".repeat(1_001)
                    + "},{\"index\":3,\"record\":"
                    + "1".repeat(1_000)
                    + "}]}");

    assertThat(batch.items().get(0).record()).isNull();
    assertThat(batch.items().get(1).record()).hasSize(1_000);
  }

  @Test
  void aPayloadThatBreaksOffInARecordTooDeepIsRefused() {
    assertThatThrownBy(() -> read("{\"Items\":[{\"index\":1,\"record\":" + "[".repeat(2_000)))
        .isInstanceOf(InvalidEnvelope.class)
        .hasMessageStartingWith("not valid JSON at line 1, column");
  }

  @Test
  void saysNothingOfARecordsContent() {
    assertThat(envelope(1, "\"secret\"", Map.of()).toString()).doesNotContain("secret");
    assertThat(envelope(1, "\"secret\"", Map.of()).withoutRecord().toString())
        .contains("unreadable");
  }
}
