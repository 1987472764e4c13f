package @PACKAGE@;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The function as Lambda calls it: Quarkus' mock event server takes an event and gives the answer. */
@QuarkusTest
class FunctionTest {

  @Test
  void oneEventIsOneRecord() {
    given()
        .baseUri("http://localhost:8081")
        .contentType("application/json")
        .body(Path.of("samples", "event.json").toFile())
        .when()
        .post("/")
        .then()
        .statusCode(200)
        .body(containsString("\"index\":0"), containsString("\"id\":\"A-0001\""));
  }
}
