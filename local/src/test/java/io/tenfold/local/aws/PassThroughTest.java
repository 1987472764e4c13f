package io.tenfold.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.local.aws.moto.MotoClient;
import io.tenfold.local.aws.moto.MotoMessageQueue;
import io.tenfold.local.aws.moto.MotoObjectStore;
import io.tenfold.local.port.MessageQueue;
import io.tenfold.local.port.ObjectStore;
import io.tenfold.local.port.ServiceException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the endpoint passes on to moto, and the engine's own ways there. */
@ExtendWith(EndpointExtension.class)
final class PassThroughTest {
  private final Endpoint aws;
  private final MotoClient client;

  PassThroughTest(Endpoint aws) {
    this.aws = aws;
    // By way of the endpoint: what holds there holds for moto itself.
    this.client = new MotoClient(URI.create(aws.url()).getPort(), "us-east-1");
  }

  @Test
  void objectsComeBackByteForByte() {
    byte[] content = new byte[3_000_000];
    new Random(1).nextBytes(content);
    aws.send("s3", "PUT", "/bytes").ok();
    aws.send("s3", "PUT", "/bytes/a%20b/%C3%A4.bin", content).ok();

    byte[] back = aws.send("s3", "GET", "/bytes/a%20b/%C3%A4.bin").ok().http().body();

    assertThat(Arrays.equals(back, content)).isTrue();
    assertThat(
            aws.send("s3", "HEAD", "/bytes/a%20b/%C3%A4.bin")
                .ok()
                .http()
                .headers()
                .firstValue("Content-Length"))
        .contains("3000000");
  }

  private static byte[] denying(String action) {
    return ("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\","
            + "\"Action\":\""
            + action
            + "\",\"Resource\":\"*\"}]}")
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aPolicyIsKeptButNotEnforced() {
    byte[] policy = denying("s3:PutObject");
    aws.send("s3", "PUT", "/policy").ok();
    aws.send("s3", "PUT", "/policy?policy", policy).ok();

    assertThat(aws.send("s3", "PUT", "/policy/object", new byte[] {1}).status()).isEqualTo(200);
    assertThat(aws.send("s3", "GET", "/policy?policy").ok().http().body()).isEqualTo(policy);
    aws.send("s3", "DELETE", "/policy?policy").ok();
    assertThat(aws.send("s3", "GET", "/policy?policy").status()).isEqualTo(404);
  }

  @Test
  void aPolicyThatDeniesItsDeletionIsReplacedBeforeItIsDeleted() {
    byte[] policy = denying("s3:DeleteBucketPolicy");
    aws.send("s3", "PUT", "/kept").ok();
    aws.send("s3", "PUT", "/kept?policy", policy).ok();

    Endpoint.Answer refused = aws.send("s3", "DELETE", "/kept?policy");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.http().body())
        .asString(StandardCharsets.UTF_8)
        .contains("<Code>AccessDenied</Code>", "explicit deny in a resource-based policy");
    assertThat(aws.send("s3", "GET", "/kept?policy").ok().http().body()).isEqualTo(policy);

    aws.send("s3", "PUT", "/kept?policy", denying("s3:PutObject")).ok();
    aws.send("s3", "DELETE", "/kept?policy").ok();
    aws.send("s3", "DELETE", "/kept?policy").ok(); // as of one that has none
  }

  @Test
  void aLargeUploadOfTheEnginesGoesInParts() throws Exception {
    aws.send("s3", "PUT", "/parts").ok();
    ObjectStore store = new MotoObjectStore(client);
    byte[] block = new byte[1_000_003];
    new Random(2).nextBytes(block);
    try (ObjectStore.Upload upload = store.create("parts", "large")) {
      for (int i = 0; i < 20; i++) {
        upload.write(block);
      }
    }

    assertThat(store.head("parts", "large").size()).isEqualTo(20_000_060);
    assertThat(store.head("parts", "large").eTag()).contains("-3");
    try (InputStream in = store.open("parts", "large")) {
      for (int i = 0; i < 20; i++) {
        assertThat(Arrays.equals(in.readNBytes(block.length), block)).isTrue();
      }
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  @Test
  void whatIsNotThereHasStepFunctionsNames() throws Exception {
    aws.send("s3", "PUT", "/there").ok();
    ObjectStore store = new MotoObjectStore(client);

    assertThat(errorOf(() -> store.open("there", "nope"))).isEqualTo("S3.NoSuchKeyException");
    assertThat(errorOf(() -> store.head("nope", "nope"))).isEqualTo("S3.NoSuchBucketException");
    assertThat(errorOf(() -> store.create("nope", "nope"))).isEqualTo("S3.NoSuchBucketException");
    assertThat(
            errorOf(
                () ->
                    new MotoMessageQueue(client).send(aws.url() + "/123456789012/nope", "message")))
        .isEqualTo("SQS.QueueDoesNotExistException");
  }

  private static String errorOf(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return Assertions.catchThrowableOfType(ServiceException.class, call).errorName();
  }

  @Test
  void anAbortedUploadLeavesNothing() throws Exception {
    aws.send("s3", "PUT", "/aborted").ok();
    ObjectStore store = new MotoObjectStore(client);
    ObjectStore.Upload upload = store.create("aborted", "never");
    upload.write(new byte[9_000_000]);
    upload.abort();
    upload.close();

    assertThat(errorOf(() -> store.head("aborted", "never"))).isEqualTo("S3.NoSuchKeyException");
    assertThat((String) aws.send("s3", "GET", "/aborted?uploads").ok().body())
        .doesNotContain("<Upload>");
  }

  @Test
  void messagesAreReadAndLeftThere() throws Exception {
    String url = aws.sqs("CreateQueue", "QueueName", "left").ok().text("QueueUrl");
    MessageQueue queue = new MotoMessageQueue(client);
    for (int i = 0; i < 12; i++) {
      queue.send(url, "message " + i);
    }

    assertThat(queue.messages(url)).hasSize(12);
    assertThat(queue.messages(url)).extracting(MessageQueue.Message::body).contains("message 11");
  }
}
