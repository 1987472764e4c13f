package io.tenfold.samples.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenfold.function.RecordContext;
import io.tenfold.function.RecordRejected;
import io.tenfold.function.TransientFailure;
import io.tenfold.local.aws.Endpoint;
import io.tenfold.local.aws.EndpointExtension;
import io.tenfold.test.Batch;
import io.tenfold.test.BatchResult;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.s3.S3Client;

/** The processor against S3 and DynamoDB as the local AWS endpoint has them. */
@ExtendWith(EndpointExtension.class)
class DocumentProcessorTest {
  private static final RecordContext CONTEXT = new RecordContext(0, "request", Instant.MAX);
  private static final String SHA_256_OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  private Services services;
  private DocumentProcessor processor;

  @BeforeEach
  void make(Endpoint endpoint) {
    services = new Services(endpoint.url());
    processor = new DocumentProcessor(services.s3, services.dynamoDb, services.table);
  }

  @AfterEach
  void close() {
    services.close();
  }

  @Test
  void entersADocumentIntoTheCatalogue() {
    Document document = services.put("letters/a b.txt", "abc");

    Entry entry = processor.process(document, CONTEXT);

    assertThat(entry)
        .isEqualTo(new Entry(services.bucket + "/letters/a b.txt", 3, 0, SHA_256_OF_ABC));
    assertThat(services.item("letters/a b.txt").get("sha256").s()).isEqualTo(SHA_256_OF_ABC);
    assertThat(services.item("letters/a b.txt").get("bytes").n()).isEqualTo("3");
  }

  @Test
  void rejectsADocumentThatIsGoneOrAnotherByNow() {
    Document listed = services.put("a", "one\n");
    services.put("a", "two\n");
    Document gone = new Document(services.bucket, "b", 3L, "\"1\"", null);

    assertThatThrownBy(() -> processor.process(listed, CONTEXT))
        .isInstanceOf(RecordRejected.class)
        .hasMessage("eTag: is another by now");
    assertThatThrownBy(() -> processor.process(gone, CONTEXT))
        .isInstanceOf(RecordRejected.class)
        .hasMessage("key: is no object any more");
    assertThat(services.item("a")).isEmpty();
  }

  @Test
  void failsWhereThereIsNoTable() {
    DocumentProcessor lost = new DocumentProcessor(services.s3, services.dynamoDb, "elsewhere");
    Document document = services.put("a", "abc");

    assertThatThrownBy(() -> lost.process(document, CONTEXT))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void asksForAnotherAttemptWhereAwsIsAway() {
    try (S3Client away = Services.s3("http://127.0.0.1:1")) {
      DocumentProcessor cut = new DocumentProcessor(away, services.dynamoDb, services.table);
      Document document = services.put("a", "abc");

      assertThatThrownBy(() -> cut.process(document, CONTEXT)).isInstanceOf(TransientFailure.class);
    }
  }

  @Test
  void runsAWholeBatch() {
    List<Document> documents =
        List.of(
            services.put("1", "one\ntwo\n"),
            new Document(services.bucket, "2", 1L, "\"x\"", null),
            services.put("3", "one\n"));

    BatchResult result = Batch.of(() -> processor).atOnce(2).run(documents);

    assertThat(result.output(0, Entry.class).lines()).isEqualTo(2);
    assertThat(result.output(2, Entry.class).lines()).isEqualTo(1);
    assertThat(result.failures()).containsOnlyKeys(1L);
    assertThat(services.item("3").get("lines").n()).isEqualTo("1");
  }
}
