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
    return processUnder("attribute_not_exists(pk)", input);
  }

  /** Returns where the order is, which is written if its item meets the condition. */
  public Output processUnder(String condition, Input input) {
    client.putItem(
        put ->
            put.tableName(TABLE)
                .item(
                    Map.of(
                        "pk", AttributeValue.fromS(input.id()),
                        "customer", AttributeValue.fromS(input.customer()),
                        "amount", AttributeValue.fromN(input.amount().toPlainString())))
                .conditionExpression(condition));
    return new Output(input.id(), TABLE);
  }
}
