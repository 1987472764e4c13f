package io.tenfold.function.quarkus;

import static io.restassured.RestAssured.given;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tenfold.function.invoke.RecordCases;
import java.nio.charset.StandardCharsets;

/** The cases by Quarkus' loop, through its mock event server. */
@QuarkusTest
class RecordHandlerTest extends RecordCases {
  private static final String EVENT_SERVER = "http://localhost:8081";

  @Override
  protected Answer invoke(byte[] payload) {
    Response response =
        given()
            .baseUri(EVENT_SERVER)
            .contentType("application/json")
            .body(payload)
            .when()
            .post("/");
    return new Answer(
        response.statusCode() == 200, new String(response.asByteArray(), StandardCharsets.UTF_8));
  }
}
