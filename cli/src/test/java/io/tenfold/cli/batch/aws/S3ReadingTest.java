package io.tenfold.cli.batch.aws;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenfold.cli.console.UserError;
import io.tenfold.local.port.ServiceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What is said of an object that S3 does not give. */
class S3ReadingTest {
  private static final String NOT_TOLD =
      "Can't read s3://bucket/input/a.json: no permission, or no such key";

  /** To HeadObject S3 answers with a status and no body, whatever the reason. */
  private static void refusing(int status, String code, Reading reading) throws IOException {
    byte[] body = ("<Error><Code>" + code + "</Code></Error>").getBytes(StandardCharsets.UTF_8);
    try (S3Stub stub =
        new S3Stub(
            exchange -> {
              boolean head = exchange.getRequestMethod().equals("HEAD");
              exchange.sendResponseHeaders(status, head ? -1 : body.length);
              if (!head) {
                exchange.getResponseBody().write(body);
              }
              exchange.close();
            })) {
      reading.of(stub.objects());
    }
  }

  private interface Reading {
    void of(S3Objects objects) throws IOException;
  }

  private static ThrowingCallable head(S3Objects objects) {
    return () -> objects.head("bucket", "input/a.json");
  }

  private static ThrowingCallable open(S3Objects objects) {
    return () -> objects.open("bucket", "input/a.json");
  }

  @Test
  void whoMayNotListTheBucketIsToldBothReasonsAndWhatToDo() throws IOException {
    refusing(
        403,
        "AccessDenied",
        objects -> {
          assertThatThrownBy(head(objects))
              .isInstanceOf(UserError.class)
              .hasMessageStartingWith(NOT_TOLD)
              .hasMessageContaining("s3:ListBucket on s3://bucket")
              .hasMessageNotContaining("null");
          assertThatThrownBy(open(objects)).hasMessageStartingWith(NOT_TOLD);
        });
  }

  @Test
  void credentialsThatAreNotAcceptedAreNoMissingPermission() throws IOException {
    refusing(
        403,
        "InvalidAccessKeyId",
        objects ->
            assertThatThrownBy(open(objects))
                .hasMessageContaining("does not accept the credentials"));
  }

  @Test
  void whoMayListTheBucketIsToldThatThereIsNone() throws IOException {
    refusing(
        404,
        "NoSuchKey",
        objects -> {
          assertThatThrownBy(head(objects)).isInstanceOf(ServiceException.class);
          assertThatThrownBy(open(objects)).isInstanceOf(ServiceException.class);
        });
  }
}
