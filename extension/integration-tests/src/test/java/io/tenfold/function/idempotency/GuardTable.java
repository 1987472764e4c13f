package io.tenfold.function.idempotency;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** A table as Terraform makes it, at an endpoint. */
record GuardTable(String endpoint, String name) {
  static final Duration MEMORY = Duration.ofDays(7);

  /** Makes the table. */
  void create() {
    try (DynamoDbClient dynamoDb = client()) {
      dynamoDb.createTable(
          table ->
              table
                  .tableName(name)
                  .billingMode(BillingMode.PAY_PER_REQUEST)
                  .keySchema(key -> key.attributeName("key").keyType(KeyType.HASH))
                  .attributeDefinitions(
                      key -> key.attributeName("key").attributeType(ScalarAttributeType.S)));
    }
  }

  /** Returns a client of the endpoint. */
  DynamoDbClient client() {
    return DynamoDbClient.builder()
        .endpointOverride(URI.create(endpoint))
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  /** Returns the guard of one process. */
  DynamoDbGuard guard(Clock clock) {
    return new DynamoDbGuard(client(), name, MEMORY, clock);
  }
}
