package io.tenfold.bench.coldstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.local.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StubServiceTest {
  @Test
  void hasWrittenEveryItemAndKnowsEveryRate() throws Exception {
    try (StubService services = StubService.start()) {
      Map<String, String> environment = services.environment();
      HttpResponse<byte[]> written =
          send(
              HttpRequest.newBuilder(URI.create(environment.get("AWS_ENDPOINT_URL") + "/"))
                  .header("X-Amz-Target", "DynamoDB_20120810.PutItem")
                  .POST(HttpRequest.BodyPublishers.ofString("{\"TableName\":\"orders\"}")));
      assertThat(written.headers().firstValue("Content-Type"))
          .contains("application/x-amz-json-1.0");
      assertThat(Json.parse(written.body())).isEqualTo(Map.of());

      HttpResponse<byte[]> rate =
          send(HttpRequest.newBuilder(URI.create(environment.get("RATES_URL") + "/rates/EUR")));
      assertThat(rate.headers().firstValue("Content-Type")).contains("application/json");
      assertThat(rate.body()).asString().isEqualTo("{\"rate\":1.25}");
    }
  }

  private static HttpResponse<byte[]> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        HttpClient.newHttpClient()
            .send(
                request.version(HttpClient.Version.HTTP_1_1).build(),
                HttpResponse.BodyHandlers.ofByteArray());
    assertThat(response.statusCode()).isEqualTo(200);
    return response;
  }
}
