package io.tenfold.function.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import io.restassured.path.json.config.JsonPathConfig;
import io.tenfold.function.InvalidEnvelope;
import io.tenfold.function.RecordRejected;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the function answers, whichever loop takes its events. */
public abstract class RecordCases {
  /** The function's answer: whether it is a result and no failure, and its JSON. */
  public record Answer(boolean isResult, String text) {}

  /** Returns the answer to a payload. */
  protected abstract Answer invoke(byte[] payload);

  @Test
  void pricesAnOrder() {
    Answer response = invoke(file("order-event.json"));

    assertThat(response.isResult()).isTrue();
    assertThat(text(response)).isEqualTo(file("order-event.expected.json").strip());
  }

  @Test
  void keepsTextOutsideTheBasicPlane() {
    JsonPath output = new JsonPath(text(invoke(file("non-ascii-order.json"))));

    assertThat(output.getString("output.orderId")).isEqualTo("Bestellung-ß-佐藤-𠮷-🪑-é-🪑");
    assertThat(output.getString("output.lines[0].sku")).isEqualTo("椅子🪑");
  }

  @Test
  void answersWithTheIndexItWasGiven() {
    String text = text(invoke(order("\"index\": 9223372036854775807", "")));

    assertThat(text).startsWith("{\"index\":9223372036854775807,");
  }

  @Test
  void takesTheRecordBeforeTheIndex() {
    String order = order("\"index\": 5", "");
    String record = order.substring(order.indexOf("\"record\""), order.length() - 1);

    assertThat(text(invoke("{" + record + ", \"index\": 5}"))).startsWith("{\"index\":5,");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9f86d081884c7d65",
        "A-z_0",
        "x",
        "0123456789012345678901234567890123456789012345678901234567890123"
      })
  void takesAnOrigin(String origin) {
    String index = "\"origin\": \"" + origin + "\", \"index\": 5";

    assertThat(text(invoke(order(index, "")))).startsWith("{\"index\":5,\"output\":{");
  }

  @Test
  void takesAByteOrderMark() {
    assertThat(invoke('\uFEFF' + file("order-event.json")).isResult()).isTrue();
  }

  @Test
  void readsMoneyAsDecimals() {
    String order = order("\"index\": 0", "").replace("10.00", "90071992.5473");

    // As a double, times 10,000, this would end on another cent.
    String text = text(invoke(order.replace("\"quantity\": 1", "\"quantity\": 10000")));

    assertThat(text).contains("\"amount\":900719925473.00");
  }

  @Test
  void takesARecordOf200KiB() {
    String text = text(invoke(order("\"index\": 0", "x".repeat(200 * 1024))));

    assertThat(new JsonPath(text).getString("output.orderId")).isEqualTo("ORD-1");
  }

  @Test
  void takesARecordOfAThousandLines() {
    String line = "{\"sku\": \"S\", \"description\": \"d\", \"quantity\": 1, \"unitPrice\": 1}";
    String order = order("\"index\": 0", "");
    String lines = (line + ",").repeat(999);

    JsonPath output =
        new JsonPath(text(invoke(order.replace("\"lines\": [", "\"lines\": [" + lines))))
            .using(new JsonPathConfig(JsonPathConfig.NumberReturnType.BIG_DECIMAL));

    assertThat(output.<BigDecimal>get("output.net")).isEqualByComparingTo("1009");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":"})
  void rejectsARecordNestedAHundredThousandLevelsDeep(String opening) {
    Answer response = invoke("{\"index\": 1, \"record\": " + opening.repeat(100_000));

    assertFailed(response, RecordRejected.class, "record: is beyond what the function reads");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          nonsense                                    | not valid JSON at line 1, column
          {"index": 1, "record": {"id": "x}           | not valid JSON at line 1, column
          {"index": 1, "record": {"id": 1, "id": 2}}  | not valid JSON at line 1, column 38: Duplicate field 'id'
          []                                          | the payload is an array
          "text"                                      | the payload is a string
          null                                        | the payload is null
          {"record": {}}                              | index: is missing
          {"index": null, "record": {}}               | index: expected a whole number from 0, got null
          {"index": "1", "record": {}}                | index: expected a whole number from 0, got a string
          {"index": 1.5, "record": {}}                | index: expected a whole number from 0, got a number with a fraction
          {"index": -1, "record": {}}                 | index: expected a whole number from 0 to 9223372036854775807
          {"index": 9223372036854775808, "record": 1} | index: expected a whole number from 0 to 9223372036854775807
          {"index": 1}                                | record: is missing
          {"index": 1, "record": null}                | record: is null
          {"index": 1, "record": {}, "more": 1}       | unknown field "more" at line 1
          {"index": 1, "record": {}, "origin": null}  | origin: expected a string, got null
          {"index": 1, "record": {}, "origin": 17}    | origin: expected a string, got a whole number
          {"index": 1, "record": {}, "origin": ["a"]} | origin: expected a string, got an array
          {"index": 1, "record": {}, "origin": ""}    | origin: expected 1 to 64 letters, digits, - and _
          {"index": 1, "record": {}, "origin": "a b"} | origin: expected 1 to 64 letters, digits, - and _
          {"index": 1, "record": {}, "origin": "é"}   | origin: expected 1 to 64 letters, digits, - and _
          {"index": 1, "record": {}, "origin": "a", "origin": "a"} | not valid JSON at line 1, column 51: Duplicate field 'origin'
          {"index": 1, "record": {}} {}               | something follows the payload's object at line 1
          """)
  void refusesAnEnvelopeThatIsWrong(String payload, String message) {
    assertFailed(invoke(payload), InvalidEnvelope.class, message);
  }

  @Test
  void refusesAnOriginOf65Characters() {
    String payload = "{\"index\": 1, \"record\": {}, \"origin\": \"" + "a".repeat(65) + "\"}";

    assertFailed(invoke(payload), InvalidEnvelope.class, "origin: expected 1 to 64 letters");
  }

  @Test
  void refusesAnEnvelopeThatIsNotUtf8() {
    byte[] payload = order("\"index\": 0", "").getBytes(StandardCharsets.UTF_16LE);

    assertFailed(invoke(payload), InvalidEnvelope.class, "not valid JSON: the payload must be in");
  }

  @Test
  void refusesAnEnvelopeWithBrokenUtf8() {
    byte[] payload = order("\"index\": 0", "ÿ").getBytes(StandardCharsets.ISO_8859_1);

    assertFailed(invoke(payload), InvalidEnvelope.class, "not valid JSON at line 1, column");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "quantity": 1    | "quantity": 2147483648        | lines[0].quantity: expected a whole number from -2147483648 to 2147483647, got 2147483648
          "quantity": 1    | "quantity": 1e400             | lines[0].quantity: expected a whole number from -2147483648 to 2147483647, got 1e400
          "quantity": 1    | "quantity": 1.5               | lines[0].quantity: expected a whole number from -2147483648 to 2147483647, got 1.5
          "quantity": 1    | "quantity": "1"               | lines[0].quantity: expected a whole number from -2147483648 to 2147483647, got "1"
          "quantity": 1    | "quantity": {}                | lines[0].quantity: expected a whole number from -2147483648 to 2147483647, got an object
          "unitPrice": 10.00 | "unitPrice": "10.00"        | lines[0].unitPrice: expected a number, got "10.00"
          "unitPrice": 10.00 | "unitPrice": 1E+400000000   | lines[0].unitPrice: is out of range
          "unitPrice": 10.00 | "unitPrice": 1E-400000000   | lines[0].unitPrice: is out of range
          "unitPrice": 10.00 | "unitPrice": 0              | lines[0].unitPrice: must be above 0
          "country": "DE"  | "country": "XX"               | customer.country: expected one of AE, AT,
          "country": "DE"  | "country": 8                  | customer.country: expected one of AE, AT,
          "currency": "EUR" | "currency": null             | currency: is missing
          "quantity": 1,   |                               | lines[0].quantity: is missing
          "id": "ORD-1"    | "id": 1                       | id: expected a string, got 1
          "id": "ORD-1"    | "id": true                    | id: expected a string, got true
          "id": "ORD-1"    | "id": "x", "qty": 1           | qty: unknown field; known are coupon, currency, customer, id, lines
          "lines": [       | "lines": [null,               | lines[0]: is missing
          "lines": [       | "lines": ["text",             | lines[0]: expected an object, got "text"
          """)
  void rejectsARecordThatDoesNotFit(String good, String bad, String message) {
    String order = order("\"index\": 3", "");
    assertThat(order).contains(good);

    assertFailed(
        invoke(order.replace(good, bad == null ? "" : bad)), RecordRejected.class, message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "5", "\"text\"", "true"})
  void rejectsARecordThatIsNoObject(String record) {
    Answer response = invoke("{\"index\": 1, \"record\": " + record + "}");

    assertFailed(response, RecordRejected.class, "record: expected an object, got ");
  }

  @Test
  void rejectsANumberOfTooManyDigits() {
    String order = order("\"index\": 0", "").replace("10.00", "1".repeat(2_000));

    assertFailed(invoke(order), RecordRejected.class, "record: is beyond what the function reads");
  }

  @Test
  void stillAnswersAfterAHundredFailures() {
    for (int i = 0; i < 100; i++) {
      invoke("{\"index\": 1, \"record\": 5}");
    }

    assertThat(invoke(file("order-event.json")).isResult()).isTrue();
  }

  @Test
  void pricesABatchOfOrders() {
    String event = file("order-event.json");
    String rejected = order("\"index\": 3", "").replace("\"quantity\": 1", "\"quantity\": 0");

    Answer response = invoke("{\"Items\": [" + event + "," + rejected + "," + event + "]}");

    assertThat(response.isResult()).isTrue();
    String priced = file("order-event.expected.json").strip();
    assertThat(text(response)).startsWith("{\"outcomes\":[" + priced + ",{\"index\":3,\"error\":");
    assertThat(text(response)).contains("}," + priced + "],\"transient\":[],\"notReached\":[],");
    JsonPath failed = new JsonPath(text(response)).setRootPath("outcomes[1]");
    assertThat(failed.getString("error")).isEqualTo(RecordRejected.class.getName());
    assertThat(new JsonPath(failed.getString("cause")).getString("errorMessage"))
        .startsWith("lines[0].quantity: must be");
  }

  @Test
  void answersForABatchOfAThousand() {
    String items = (order("\"index\": 4", "") + ",").repeat(999) + order("\"index\": 5", "");

    JsonPath answer = new JsonPath(text(invoke("{\"Items\": [" + items + "]}")));

    int outcomes = answer.getList("outcomes").size();
    assertThat(outcomes).isGreaterThan(500);
    assertThat(answer.getList("notReached")).hasSize(1_000 - outcomes);
    assertThat(answer.getInt("bytes")).isBetween(200_000, 245_000);
  }

  @Test
  void takesTheRunsParameters() {
    String input = "{\"BatchInput\": {\"parameters\": {\"date\": \"2026-11-01\"}}, \"Items\": [";

    assertThat(text(invoke(input + order("\"index\": 4", "") + "]}")))
        .startsWith("{\"outcomes\":[{\"index\":4,\"output\":{");
    assertThat(text(invoke(order("\"index\": 4, \"parameters\": {\"date\": \"2026-11-01\"}", ""))))
        .startsWith("{\"index\":4,\"output\":{");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"BatchInput": {}}                                 | Items: is missing
          {"Items": [5]}                                     | Items[0]: expected an object
          {"Items": [{"index": 1, "record": {}}, {}]}        | Items[1]: index: is missing
          {"Items": [], "BatchInput": {"parameters": {"a": 1}}} | BatchInput.parameters.a: expected a string
          {"Items": [], "record": {}}                        | record: belongs into one of the Items
          """)
  void refusesABatchThatIsWrong(String payload, String message) {
    assertFailed(invoke(payload), InvalidEnvelope.class, message);
  }

  @Test
  void rejectsOfABatchTheRecordAloneThatIsNestedTooDeep() {
    String deep = "{\"index\": 1, \"record\": " + "[".repeat(5_000) + "]".repeat(5_000) + "}";

    String text = text(invoke("{\"Items\": [" + deep + "," + order("\"index\": 2", "") + "]}"));

    assertThat(text)
        .startsWith("{\"outcomes\":[{\"index\":1,\"error\":")
        .contains("record: is beyond what the function reads", "{\"index\":2,\"output\":{");
  }

  private Answer invoke(String payload) {
    return invoke(payload.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertFailed(Answer response, Class<?> error, String message) {
    assertThat(response.isResult()).isFalse();
    JsonPath body = new JsonPath(text(response));
    assertThat(body.getString("errorType")).isEqualTo(error.getName());
    assertThat(body.getString("errorMessage")).startsWith(message);
  }

  private static String text(Answer response) {
    return response.text();
  }

  private static String order(String index, String more) {
    return ("{%s, \"record\": {\"id\": \"ORD-1\", \"customer\": {\"id\": \"C-1\", \"email\":"
            + " \"a@b.de\", \"country\": \"DE\"}, \"currency\": \"EUR\", \"lines\": [{\"sku\":"
            + " \"S-1\", \"description\": \"chair%s\", \"quantity\": 1, \"unitPrice\":"
            + " 10.00}]}}")
        .formatted(index, more);
  }

  private static String file(String name) {
    try (InputStream in = RecordCases.class.getResourceAsStream("/records/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
