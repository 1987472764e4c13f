package io.tenfold.function.quarkus;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.RestAssured;
import org.junit.jupiter.api.BeforeEach;

/** The same cases on the packaged binary, whose loop is the function's own. */
@QuarkusIntegrationTest
class RecordHandlerIT extends RecordHandlerTest {

  // Quarkus sets them by what a binary logs when it starts, and this one logs nothing.
  @BeforeEach
  void restoreRestAssuredsDefaults() {
    RestAssured.reset();
  }
}
