package io.tenfold.bench.processor;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Writes an order into a table, once. */
public final class Work {
  private static final String TABLE = "orders";

  private final DynamoDbClient client;

  /** Takes the client, which is made once. */
  public Work(DynamoDbClient client) {
    this.client = client;
  }

  /** Returns where the order is. */
  public Output process(Input input) {
    client.putItem(
        put ->
            put.tableName(TABLE)
                .item(
                    Map.of(
                        "pk", AttributeValue.fromS(input.id()),
                        "customer", AttributeValue.fromS(input.customer()),
                        "amount", AttributeValue.fromN(input.amount().toPlainString())))
                .conditionExpression("attribute_not_exists(pk)"));
    return new Output(input.id(), TABLE);
  }
}
