package io.tenfold.samples.documents;

import java.net.URI;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.s3.S3Client;

/** S3 and DynamoDB at an endpoint, with a bucket and a table of the test's own. */
final class Services implements AutoCloseable {
  private static final StaticCredentialsProvider ANYBODY =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));

  final S3Client s3;
  final DynamoDbClient dynamoDb;
  final String bucket = "documents-" + UUID.randomUUID();
  final String table = "catalogue-" + UUID.randomUUID();

  Services(String endpoint) {
    s3 = s3(endpoint);
    dynamoDb =
        DynamoDbClient.builder()
            .endpointOverride(URI.create(endpoint))
            .region(Region.US_EAST_1)
            .credentialsProvider(ANYBODY)
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
    s3.createBucket(request -> request.bucket(bucket));
    create(table, "document");
  }

  /** Returns a client of S3 at an endpoint. */
  static S3Client s3(String endpoint) {
    return S3Client.builder()
        .endpointOverride(URI.create(endpoint))
        .region(Region.US_EAST_1)
        .credentialsProvider(ANYBODY)
        .forcePathStyle(true)
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  /** Makes a table whose items have that text as their key. */
  void create(String name, String key) {
    dynamoDb.createTable(
        request ->
            request
                .tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(schema -> schema.attributeName(key).keyType(KeyType.HASH))
                .attributeDefinitions(
                    schema -> schema.attributeName(key).attributeType(ScalarAttributeType.S)));
  }

  /** Puts a document, and returns the record that a listing makes of it. */
  Document put(String key, String content) {
    String eTag =
        s3.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromString(content))
            .eTag();
    return new Document(bucket, key, (long) content.length(), eTag, "2026-11-26T10:00:00Z");
  }

  /** Returns a document's item, empty if there is none. */
  Map<String, AttributeValue> item(String key) {
    AttributeValue name = AttributeValue.fromS(bucket + '/' + key);
    return dynamoDb
        .getItem(request -> request.tableName(table).key(Map.of("document", name)))
        .item();
  }

  @Override
  public void close() {
    s3.close();
    dynamoDb.close();
  }
}
