package io.tenfold.bench.throughput;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URL;

/** The least Java runtime: answers every event with the event, where there is no C compiler. */
final class EchoBootstrap {
  private EchoBootstrap() {}

  /** Serves events until it is killed. */
  public static void main(String[] arguments) throws IOException {
    String api = "http://" + System.getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/";
    while (true) {
      HttpURLConnection next = open(api + "invocation/next");
      String id = next.getHeaderField("Lambda-Runtime-Aws-Request-Id");
      byte[] event = body(next);
      HttpURLConnection response = open(api + "invocation/" + id + "/response");
      response.setDoOutput(true);
      response.setFixedLengthStreamingMode(event.length);
      try (OutputStream out = response.getOutputStream()) {
        out.write(event);
      }
      body(response);
    }
  }

  private static HttpURLConnection open(String url) throws IOException {
    return (HttpURLConnection) new URL(url).openConnection();
  }

  private static byte[] body(HttpURLConnection connection) throws IOException {
    try (InputStream in = connection.getInputStream()) {
      return in.readAllBytes();
    }
  }
}
