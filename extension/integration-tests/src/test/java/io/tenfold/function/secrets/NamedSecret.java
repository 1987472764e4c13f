package io.tenfold.function.secrets;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tenfold.function.TransientFailure;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * A secret that the environment has, as on one machine, or that it has the name of: then it is
 * asked of the extension that Lambda runs beside the function, which keeps it for five minutes.
 */
final class NamedSecret {
  private final HttpClient client = HttpClient.newHttpClient();
  private final URI extension;
  private final Map<String, String> environment;
  private final String variable;

  /** Takes the variable that may have the secret; the one with _ID at its end has its name. */
  NamedSecret(String variable) {
    this(variable, URI.create("http://localhost:2773"), System.getenv());
  }

  NamedSecret(String variable, URI extension, Map<String, String> environment) {
    this.variable = variable;
    this.extension = extension;
    this.environment = environment;
  }

  /** Returns the secret; to be called for a record, since during init the extension answers 400. */
  String value() throws InterruptedException {
    String given = environment.get(variable);
    if (given != null) {
      return given;
    }
    String id = environment.get(variable + "_ID");
    if (id == null) {
      throw new IllegalStateException("neither " + variable + " nor " + variable + "_ID is set");
    }
    HttpRequest request =
        HttpRequest.newBuilder(
                extension.resolve(
                    "/secretsmanager/get?secretId="
                        + URLEncoder.encode(id, StandardCharsets.UTF_8)))
            .timeout(Duration.ofSeconds(5))
            .header("X-Aws-Parameters-Secrets-Token", environment.get("AWS_SESSION_TOKEN"))
            .build();
    try {
      HttpResponse<String> answer =
          client.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
      if (answer.statusCode() != 200) {
        throw new TransientFailure("secret " + id + ": status " + answer.statusCode());
      }
      return secretString(answer.body());
    } catch (IOException e) {
      throw new TransientFailure("secret " + id + ": " + e, e);
    }
  }

  private static String secretString(String json) throws IOException {
    try (JsonParser fields = new JsonFactory().createParser(json)) {
      for (JsonToken at = fields.nextToken(); at != null; at = fields.nextToken()) {
        if (at == JsonToken.VALUE_STRING && "SecretString".equals(fields.currentName())) {
          return fields.getText();
        }
      }
    }
    throw new IOException("the answer has no SecretString");
  }
}
