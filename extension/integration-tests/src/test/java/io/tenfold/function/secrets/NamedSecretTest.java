package io.tenfold.function.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.tenfold.function.TransientFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against what answers as the extension does: no other request than its documented one. */
class NamedSecretTest {
  private HttpServer extension;
  private boolean ready = true;

  @BeforeEach
  void start() throws IOException {
    extension = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    extension.createContext(
        "/secretsmanager/get",
        exchange -> {
          boolean asked =
              "secretId=partner%2Ftoken".equals(exchange.getRequestURI().getRawQuery())
                  && "session"
                      .equals(
                          exchange.getRequestHeaders().getFirst("X-Aws-Parameters-Secrets-Token"));
          String answer =
              !ready
                  ? "not ready to serve traffic, please wait"
                  : asked ? "{\"Name\":\"partner/token\",\"SecretString\":\"t0\\u006ben\"}" : "{}";
          byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(ready ? 200 : 400, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    extension.start();
  }

  @AfterEach
  void stop() {
    extension.stop(0);
  }

  private NamedSecret secret(Map<String, String> environment) {
    return new NamedSecret(
        "PARTNER_TOKEN",
        URI.create("http://127.0.0.1:" + extension.getAddress().getPort()),
        environment);
  }

  @Test
  void onOneMachineItIsInTheEnvironment() throws InterruptedException {
    assertThat(secret(Map.of("PARTNER_TOKEN", "given", "PARTNER_TOKEN_ID", "unused")).value())
        .isEqualTo("given");
  }

  @Test
  void onLambdaTheExtensionHasIt() throws InterruptedException {
    assertThat(
            secret(Map.of("PARTNER_TOKEN_ID", "partner/token", "AWS_SESSION_TOKEN", "session"))
                .value())
        .isEqualTo("t0ken");
  }

  @Test
  void whileTheExtensionIsNotReadyTheRecordIsTriedAgain() {
    ready = false;
    assertThatThrownBy(
            () ->
                secret(Map.of("PARTNER_TOKEN_ID", "partner/token", "AWS_SESSION_TOKEN", "session"))
                    .value())
        .isInstanceOf(TransientFailure.class)
        .hasMessageContaining("status 400");
  }
}
