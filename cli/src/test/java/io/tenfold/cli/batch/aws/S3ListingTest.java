package io.tenfold.cli.batch.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import io.tenfold.cli.console.UserError;
import io.tenfold.local.port.ObjectStore.ListedObject;
import io.tenfold.local.port.ServiceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is asked of S3 for a listing, at an endpoint that has two pages of one. */
class S3ListingTest {
  private final List<String> asked = new ArrayList<>();
  private String refusal;
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
    String query = exchange.getRequestURI().getRawQuery();
    asked.add(query);
    String xml =
        refusal != null
            ? "<Error><Code>" + refusal + "</Code><Message>no</Message></Error>"
            : query.contains("continuation-token=next%2F1")
                ? page("b", "false")
                : page(
                    "a%20%2B%01",
                    "true</IsTruncated><NextContinuationToken>next/1"
                        + "</NextContinuationToken><IsTruncated>true");
    byte[] body = xml.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(
        refusal == null ? 200 : refusal.startsWith("No") ? 404 : 403, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static String page(String key, String truncated) {
    return "<ListBucketResult><EncodingType>url</EncodingType><Contents><Key>"
        + key
        + "</Key><LastModified>2026-11-01T00:00:00.000Z</LastModified><ETag>&quot;e&quot;</ETag>"
        + "<Size>5000000000</Size><StorageClass>GLACIER</StorageClass></Contents><IsTruncated>"
        + truncated
        + "</IsTruncated></ListBucketResult>";
  }

  private List<ListedObject> listed() throws IOException {
    List<ListedObject> listed = new ArrayList<>();
    objects.list("bucket", "a b/", listed::add);
    return listed;
  }

  @Test
  void allPagesAreListedWithWhatEachObjectHas() throws IOException {
    Instant moment = Instant.parse("2026-11-01T00:00:00Z");
    assertThat(listed())
        .containsExactly(
            new ListedObject("a +\u0001", 5_000_000_000L, "\"e\"", moment, "GLACIER"),
            new ListedObject("b", 5_000_000_000L, "\"e\"", moment, "GLACIER"));
    assertThat(asked)
        .hasSize(2)
        .allSatisfy(
            query ->
                assertThat(query).contains("list-type=2", "prefix=a%20b%2F", "encoding-type=url"));
  }

  @Test
  void whoHasEnoughAsksForNoOtherPage() throws IOException {
    objects.list("bucket", "", object -> false);
    assertThat(asked).hasSize(1);
  }

  @Test
  void aRefusalSaysWhatWasAskedFor() {
    refusal = "AccessDenied";
    assertThatThrownBy(this::listed)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("Can't list s3://bucket/a b/: AWS denies access");
  }

  @Test
  void aBucketThatIsNotThereHasItsName() {
    refusal = "NoSuchBucket";
    assertThatThrownBy(this::listed).isInstanceOf(ServiceException.class);
  }
}
