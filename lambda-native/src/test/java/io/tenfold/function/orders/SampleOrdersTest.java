package io.tenfold.function.orders;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The sample files do what the README says of them. */
@QuarkusTest
class SampleOrdersTest {
  private static final Path SAMPLES = Path.of("..", "samples");

  private final ObjectMapper mapper =
      new ObjectMapper()
          .setNodeFactory(JsonNodeFactory.withExactBigDecimals(true))
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  @Test
  void sixOfTheSampleOrdersAreWrongAndSayWhy() throws Exception {
    JsonNode orders = mapper.readTree(SAMPLES.resolve("orders.json").toFile());
    Map<Integer, String> rejected = new LinkedHashMap<>();
    for (int i = 0; i < orders.size(); i++) {
      Response response = invoke("{\"index\": " + i + ", \"record\": " + orders.get(i) + "}");
      if (response.jsonPath().get("errorType") != null) {
        rejected.put(i, response.jsonPath().getString("errorMessage"));
      }
    }

    assertThat(orders).hasSize(200);
    assertThat(rejected.keySet()).containsExactly(23, 58, 91, 117, 149, 182);
    assertThat(rejected.get(23)).isEqualTo("lines[0].quantity: must be 1 to 10000, is 0");
    assertThat(rejected.get(58)).startsWith("currency: expected one of ").endsWith("\"XBT\"");
    assertThat(rejected.get(91)).isEqualTo("customer.email: must be an e-mail address");
    assertThat(rejected.get(117)).isEqualTo("coupon: does not exist");
    assertThat(rejected.get(149)).isEqualTo("lines[0].unitPrice: expected a number, got \"5.60\"");
    assertThat(rejected.get(182)).isEqualTo("customer.country: is missing");
  }

  @Test
  void theSampleEventIsPriced() throws Exception {
    String event = mapper.readTree(SAMPLES.resolve("order-event.json").toFile()).toString();

    assertThat(invoke(event).statusCode()).isEqualTo(200);
  }

  private static Response invoke(String payload) {
    return RestAssured.given()
        .baseUri("http://localhost:8081")
        .contentType("application/json")
        .body(payload.getBytes(StandardCharsets.UTF_8))
        .post("/");
  }
}
