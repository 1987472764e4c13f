package io.tenfold.cli.batch.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import io.tenfold.cli.console.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is asked of S3 for an object whose size nobody knows beforehand. */
class S3ObjectsTest {
  private static final int MEBI = 1 << 20;

  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private volatile String refused = "nothing";
  private S3Stub stub;
  private S3Objects objects;

  @BeforeEach
  void open() throws IOException {
    stub = new S3Stub(this::answer);
    objects = stub.objects();
  }

  @AfterEach
  void close() {
    stub.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    String decoded = exchange.getRequestHeaders().getFirst("x-amz-decoded-content-length");
    String length =
        decoded == null ? exchange.getRequestHeaders().getFirst("Content-Length") : decoded;
    String request =
        exchange.getRequestMethod()
            + " "
            + query.replaceFirst("=?&?uploadId=ID$", "")
            + (exchange.getRequestMethod().equals("PUT") ? " " + length : "");
    asked.add(request);
    exchange.getResponseHeaders().add("ETag", "\"e\"");
    byte[] answer = "<R><UploadId>ID</UploadId><ETag>e</ETag></R>".getBytes(StandardCharsets.UTF_8);
    boolean none = exchange.getRequestMethod().equals("DELETE");
    int status = request.startsWith(refused) ? 403 : none ? 204 : 200;
    exchange.sendResponseHeaders(status, none ? -1 : answer.length);
    if (!none) {
      exchange.getResponseBody().write(answer);
    }
    exchange.close();
  }

  private void upload(int mebibytes, int more) throws IOException {
    objects.upload(
        out -> {
          for (int i = 0; i < mebibytes; i++) {
            out.write(new byte[MEBI]);
          }
          out.write(new byte[more]);
        },
        "bucket",
        "key");
  }

  @Test
  void oneRequestDoesForASmallOne() throws IOException {
    upload(15, 17);
    upload(0, 0);
    assertThat(asked).containsExactly("PUT null " + (15 * MEBI + 17), "PUT null 0");
  }

  @Test
  void aLargeOneHasParts() throws IOException {
    upload(40, 5);
    assertThat(asked)
        .containsExactly(
            "POST uploads",
            "PUT partNumber=1 " + 16 * MEBI,
            "PUT partNumber=2 " + 16 * MEBI,
            "PUT partNumber=3 " + (8 * MEBI + 5),
            "POST ");
  }

  @Test
  void whatCannotBeWrittenIsNotThere() {
    assertThatThrownBy(
            () ->
                objects.upload(
                    out -> {
                      out.write(new byte[20 * MEBI]);
                      throw new IOException("the file is gone");
                    },
                    "bucket",
                    "key"))
        .isInstanceOf(IOException.class)
        .hasMessage("the file is gone");
    assertThat(asked).endsWith("DELETE ").noneMatch("POST "::equals);
    asked.clear();
    assertThatThrownBy(
            () ->
                objects.upload(
                    out -> {
                      throw new UserError("no such column");
                    },
                    "bucket",
                    "key"))
        .hasMessage("no such column");
    assertThat(asked).isEmpty();
  }

  @Test
  void aPartThatIsRefusedGivesAllUp() {
    refused = "PUT partNumber=2";
    assertThatThrownBy(() -> upload(40, 0))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("Can't upload to s3://bucket/key");
    assertThat(asked).endsWith("DELETE ").noneMatch("POST "::equals);
  }
}
