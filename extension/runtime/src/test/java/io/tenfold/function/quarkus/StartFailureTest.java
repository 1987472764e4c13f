package io.tenfold.function.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.function.poll.ScriptedApi;
import jakarta.enterprise.inject.CreationException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What Lambda is told where Quarkus can't start. */
@Timeout(60)
class StartFailureTest {
  private static final String API = "quarkus-internal.aws-lambda.test-api";

  private final List<String> ends = new ArrayList<>();
  private final StartFailure failure = new StartFailure((code, e) -> ends.add(code + " " + e));
  private ScriptedApi server;

  @BeforeEach
  void listen() throws IOException {
    server = new ScriptedApi();
    System.setProperty(API, "127.0.0.1:" + server.port());
  }

  @AfterEach
  void close() throws IOException {
    System.clearProperty(API);
    server.close();
  }

  @Test
  void reportsTheBeansOwnExceptionAndThenEnds() {
    server.answer(ScriptedApi.ACCEPTED);
    Exception own = new IllegalStateException("no database", new IOException("refused"));

    failure.accept(
        1,
        new RuntimeException(
            "Failed to start quarkus",
            new CreationException(new RuntimeException("Error injecting a.Rules rules", own))));

    assertThat(server.requests().get(0))
        .startsWith("POST /2018-06-01/runtime/init/error ")
        .contains("Lambda-Runtime-Function-Error-Type: java.lang.IllegalStateException\r\n")
        .endsWith("\"errorMessage\":\"no database\"}");
    assertThat(ends).singleElement().asString().startsWith("1 ");
  }

  @Test
  void keepsAnExceptionThatIsNobodysWrapper() {
    RuntimeException own = new RuntimeException("no database", new IOException("refused"));

    assertThat(StartFailure.own(own)).isSameAs(own);
  }

  @Test
  void reportsNothingWhereTheProcessJustEnds() {
    failure.accept(0, null);

    assertThat(server.requests()).isEmpty();
    assertThat(ends).containsExactly("0 null");
  }

  @Test
  void endsAlsoWhereNobodyTakesTheReport() throws IOException {
    server.close();

    failure.accept(1, new IllegalStateException("no database"));

    assertThat(ends).hasSize(1);
  }

  @Test
  void endsAlsoWhereCausesGoRound() {
    server.answer(ScriptedApi.ACCEPTED);
    CreationException one = new CreationException("one");
    one.initCause(new CreationException("two", one));

    failure.accept(1, one);

    assertThat(ends).hasSize(1);
  }
}
