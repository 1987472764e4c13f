package io.tenfold.function.poll;

import io.tenfold.function.invoke.ErrorReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Lambda's Runtime API, as https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html has it.
 */
public final class RuntimeApi {
  private static final String PATH = "/2018-06-01/runtime/";

  /** Where Quarkus' tests say where their event server is. */
  private static final String TEST_API = "quarkus-internal.aws-lambda.test-api";

  private static final int OK = 200;
  private static final int SERVER_ERROR = 500;

  private final HttpConnection connection;
  private final String path;

  /**
   * Returns the one that the environment names.
   *
   * @throws IOException if it names none
   */
  public static RuntimeApi ofEnvironment() throws IOException {
    String test = System.getProperty(TEST_API);
    String api = test == null ? System.getenv("AWS_LAMBDA_RUNTIME_API") : test;
    if (api == null) {
      throw new IOException(
          "AWS_LAMBDA_RUNTIME_API is not set: this is a Lambda function, see make run");
    }
    return new RuntimeApi(api);
  }

  /** Takes the API as {@code host:port}, which a path may follow as that of Quarkus' tests does. */
  public RuntimeApi(String api) {
    int slash = api.indexOf('/');
    this.connection = new HttpConnection(slash < 0 ? api : api.substring(0, slash));
    this.path = (slash < 0 ? "" : api.substring(slash)) + PATH;
  }

  /**
   * Goes through an invocation with this payload without Lambda knowing: its request and the
   * response go through everything here but the network.
   */
  void rehearse(byte[] payload, PollLoop loop) throws IOException {
    connection.connectTo(new RehearsalChannel(payload));
    try {
      loop.once();
    } finally {
      connection.close(); // Or the first real request would go nowhere.
    }
  }

  /**
   * Waits for an invocation and returns it.
   *
   * @throws IOException if Lambda has none to give any more, so that the process is to end
   */
  Invocation next() throws IOException {
    HttpResponse response = connection.get(path + "invocation/next");
    String id = response.header("Lambda-Runtime-Aws-Request-Id");
    if (response.status() != OK || id == null) {
      throw new IOException("the Runtime API answered " + response.status() + " to next");
    }
    return new Invocation(
        id,
        deadline(response.header("Lambda-Runtime-Deadline-Ms")),
        response.header("Lambda-Runtime-Trace-Id"),
        response.body());
  }

  /** A record whose deadline nobody can read is processed as one that has none. */
  private static Instant deadline(String millis) {
    try {
      return millis == null ? Instant.MAX : Instant.ofEpochMilli(Long.parseLong(millis));
    } catch (NumberFormatException noNumber) {
      return Instant.MAX;
    }
  }

  /** Returns an invocation's result, JSON in UTF-8. */
  void respond(Invocation invocation, byte[] result) throws IOException {
    post("invocation/" + invocation.id() + "/response", "", result);
  }

  /** Fails an invocation under the exception's class name. */
  void fail(Invocation invocation, Exception e) throws IOException {
    fail("invocation/" + invocation.id() + "/error", e);
  }

  /** Says that the function could not start. */
  public void failInit(Throwable e) throws IOException {
    fail("init/error", e);
  }

  private void post(String resource, String headers, byte[] body) throws IOException {
    HttpResponse response = connection.post(path + resource, headers, body);
    // What is below, such as 413 for too large a response, Lambda has made this invocation's
    // failure.
    if (response.status() >= SERVER_ERROR) {
      throw new IOException("the Runtime API answered " + response.status() + " to " + resource);
    }
  }

  private void fail(String resource, Throwable e) throws IOException {
    ErrorReport report = new ErrorReport(e);
    post(
        resource,
        "Lambda-Runtime-Function-Error-Type: " + report.type() + "\r\n",
        report.json().getBytes(StandardCharsets.UTF_8));
  }
}
