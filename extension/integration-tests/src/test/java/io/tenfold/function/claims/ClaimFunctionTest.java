package io.tenfold.function.claims;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The function with the other processor, selected by the one line of configuration. */
@QuarkusTest
@TestProfile(ClaimFunctionTest.WithClaimProcessor.class)
class ClaimFunctionTest {
  public static final class WithClaimProcessor implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("tenfold.processor", "io.tenfold.function.claims.ClaimProcessor");
    }
  }

  @Test
  void decidesAboutAClaim() {
    Response response = invoke("2026-03-04", "Rad gestohlen: bike stolen 🚲");

    assertThat(response.asString())
        .isEqualTo(
            "{\"index\":4,\"output\":{\"policy\":\"P-77\",\"desk\":\"THEFT\","
                + "\"daysUntilReported\":2,\"reasons\":[\"stolen\"]}}");
  }

  @Test
  void rejectsADateThatIsNone() {
    Response response = invoke("4 March", "Window broken");

    assertThat(response.jsonPath().getString("errorType"))
        .isEqualTo("io.tenfold.function.RecordRejected");
    assertThat(response.jsonPath().getString("errorMessage"))
        .isEqualTo("reported: expected a date such as 2026-01-31, got \"4 March\"");
  }

  private static Response invoke(String reported, String text) {
    return given()
        .baseUri("http://localhost:8081")
        .contentType("application/json; charset=UTF-8")
        .body(
            """
            {"index": 4, "record": {"policy": "P-77", "incident": "2026-03-02",
             "reported": "%s", "text": "%s"}}
            """
                .formatted(reported, text))
        .post("/");
  }
}
