package io.tenfold.samples.documents;

import io.tenfold.function.Processor;
import io.tenfold.function.RecordContext;
import io.tenfold.function.RecordProcessor;
import io.tenfold.function.RecordRejected;
import io.tenfold.function.TransientFailure;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;

/** The sample with the AWS SDK: reads a document from S3 and enters it into DynamoDB's table. */
@Processor
public class DocumentProcessor implements RecordProcessor<Document, Entry> {
  private final S3Client s3;
  private final DynamoDbClient dynamoDb;
  private final String table;

  /** Takes Region and credentials from the environment, as Lambda sets them. */
  public DocumentProcessor() {
    // Once per process, for all of its records: clients keep their connections.
    SdkHttpClient http = UrlConnectionHttpClient.create();
    this.s3 = S3Client.builder().httpClient(http).build();
    this.dynamoDb = DynamoDbClient.builder().httpClient(http).build();
    this.table = System.getenv("CATALOGUE_TABLE");
    if (table == null) {
      throw new IllegalStateException("CATALOGUE_TABLE is not set");
    }
    warmUp();
  }

  DocumentProcessor(S3Client s3, DynamoDbClient dynamoDb, String table) {
    this.s3 = s3;
    this.dynamoDb = dynamoDb;
    this.table = table;
  }

  /** Asks for an item that nobody has, while Lambda starts the process with a full CPU. */
  private void warmUp() {
    try {
      dynamoDb.getItem(
          request -> request.tableName(table).key(Map.of("document", AttributeValue.fromS("-"))));
    } catch (SdkException e) {
      // The first document will say so.
    }
  }

  /**
   * Returns the document's entry, which is in the table by then.
   *
   * @throws RecordRejected if there is no such document, or another one by now
   * @throws TransientFailure if a service is slow or away
   */
  @Override
  public Entry process(Document document, RecordContext context) {
    if (document.bucket() == null || document.key() == null) {
      throw new RecordRejected("a record of an object has a bucket and a key");
    }
    try {
      Entry entry = read(document);
      // The same item for every attempt: a record that is processed twice is entered once.
      dynamoDb.putItem(request -> request.tableName(table).item(item(entry)));
      return entry;
    } catch (AwsServiceException e) {
      throw failure(e);
    } catch (SdkClientException | IOException e) {
      throw new TransientFailure("the connection to AWS broke", e);
    }
  }

  private Entry read(Document document) throws IOException {
    MessageDigest sha256 = sha256();
    long bytes = 0;
    long lines = 0;
    try (InputStream content = open(document)) {
      byte[] buffer = new byte[8_192];
      for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
        sha256.update(buffer, 0, n);
        bytes += n;
        for (int i = 0; i < n; i++) {
          lines += buffer[i] == '\n' ? 1 : 0;
        }
      }
    }
    String name = document.bucket() + '/' + document.key();
    return new Entry(name, bytes, lines, HexFormat.of().formatHex(sha256.digest()));
  }

  private InputStream open(Document document) {
    // On condition: what was listed is what is processed, or the record fails.
    return s3.getObject(
        request -> request.bucket(document.bucket()).key(document.key()).ifMatch(document.eTag()));
  }

  private static Map<String, AttributeValue> item(Entry entry) {
    return Map.of(
        "document", AttributeValue.fromS(entry.document()),
        "bytes", AttributeValue.fromN(Long.toString(entry.bytes())),
        "lines", AttributeValue.fromN(Long.toString(entry.lines())),
        "sha256", AttributeValue.fromS(entry.sha256()));
  }

  private static RuntimeException failure(AwsServiceException e) {
    return switch (e.statusCode()) {
      case 404 -> new RecordRejected("key", "is no object any more");
      case 412 -> new RecordRejected("eTag", "is another by now");
      case 429, 500, 502, 503, 504 -> new TransientFailure("AWS says " + e.statusCode(), e);
      // A permission is missing, or there is a bug: nothing that waiting mends.
      default -> e.isThrottlingException() ? new TransientFailure("AWS is busy", e) : e;
    };
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
