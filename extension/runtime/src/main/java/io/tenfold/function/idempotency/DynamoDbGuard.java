package io.tenfold.function.idempotency;

import io.tenfold.function.InvalidEnvelope;
import io.tenfold.function.RecordContext;
import io.tenfold.function.TransientFailure;
import io.tenfold.function.invoke.RecordGuard;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * Notes in a table of DynamoDB who has a record, and what it was answered with.
 *
 * <p>An item has the record's {@code key}; the process that has it, {@code holder}, and until when,
 * {@code until}, in milliseconds; or its {@code answer}. After {@code expires}, in seconds,
 * DynamoDB deletes it, <a
 * href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html">within a few
 * days</a>; here it counts as deleted at once.
 */
public final class DynamoDbGuard implements RecordGuard {
  /** The environment variable that has the table's name. */
  public static final String TABLE = "TENFOLD_IDEMPOTENCY_TABLE";

  /** The environment variable that has for how many days a record's output is known. */
  public static final String DAYS = "TENFOLD_IDEMPOTENCY_DAYS";

  /** What the clocks of two machines may differ by. */
  private static final Duration CLOCKS = Duration.ofSeconds(1);

  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(2);
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(5);

  private static final String IS_FREE =
      "attribute_not_exists(#key) OR #expires <= :seconds"
          + " OR (attribute_not_exists(#answer) AND (#until <= :now OR #holder = :me))";
  private static final String IS_MINE = "#holder = :me";

  // The SDK tries again where an answer was lost, and what it asked for has been done by then.
  private static final String IS_MINE_OR_GONE = "attribute_not_exists(#key) OR " + IS_MINE;

  private final DynamoDbClient dynamoDb;
  private final String table;
  private final Duration memory;
  private final Clock clock;
  private final AttributeValue me = AttributeValue.fromS(UUID.randomUUID().toString());

  /**
   * Takes the table from the environment, as Terraform sets it, and Region and credentials as
   * Lambda does.
   *
   * @throws IllegalStateException if there is no table
   */
  public DynamoDbGuard() {
    this(
        DynamoDbClient.builder()
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(LONGEST_CONNECT)
                    .socketTimeout(LONGEST_ANSWER))
            .build(),
        required(TABLE),
        days(required(DAYS)),
        Clock.systemUTC());
  }

  /**
   * Takes the table, and for how long what it says of a record's output counts.
   *
   * @param clock tells when a claim is over
   */
  public DynamoDbGuard(DynamoDbClient dynamoDb, String table, Duration memory, Clock clock) {
    this.dynamoDb = dynamoDb;
    this.table = table;
    this.memory = memory;
    this.clock = clock;
  }

  private static String required(String name) {
    String value = System.getenv(name);
    if (value == null || value.isBlank()) {
      throw new IllegalStateException(
          name
              + " is not set. The function was built with tenfold.idempotency=dynamodb: Terraform's"
              + " idempotency_days makes the table and sets what the function needs.");
    }
    return value;
  }

  static Duration days(String number) {
    // With 0, an output would be forgotten as soon as it is noted.
    if (!number.matches("[1-9][0-9]{0,4}")) {
      throw new IllegalStateException(DAYS + " is no number of days from 1 to 99999: " + number);
    }
    return Duration.ofDays(Integer.parseInt(number));
  }

  @Override
  public Optional<byte[]> begin(RecordContext context) {
    Instant now = clock.instant();
    Map<String, AttributeValue> claim = item(context, now);
    claim.put("until", number(end(context, now).toEpochMilli()));
    try {
      dynamoDb.putItem(
          request ->
              request
                  .tableName(table)
                  .item(claim)
                  .conditionExpression(IS_FREE)
                  .expressionAttributeNames(names("key", "expires", "answer", "until", "holder"))
                  .expressionAttributeValues(
                      Map.of(
                          ":me", me,
                          ":now", number(now.toEpochMilli()),
                          ":seconds", number(now.getEpochSecond())))
                  .returnValuesOnConditionCheckFailure(
                      ReturnValuesOnConditionCheckFailure.ALL_OLD));
      return Optional.empty();
    } catch (ConditionalCheckFailedException e) {
      return Optional.of(answer(e));
    } catch (SdkClientException e) {
      throw new TransientFailure("the guard against processing twice could not be asked", e);
    } catch (AwsServiceException e) {
      if (e.isThrottlingException() || e.statusCode() >= 500) {
        throw new TransientFailure("the guard against processing twice could not be asked", e);
      }
      throw e; // The table or a permission is missing: nothing that waiting mends.
    }
  }

  private byte[] answer(ConditionalCheckFailedException e) {
    AttributeValue answer = e.item().get("answer");
    if (answer != null && answer.b() != null) {
      return answer.b().asByteArray();
    }
    // An endpoint may not return the item, which then is another's claim.
    if (!e.hasItem() || answer == null && isNumber(e.item().get("until"))) {
      throw new TransientFailure("another attempt at this record is being processed");
    }
    throw new IllegalStateException(
        "the table "
            + table
            + " has an item with this record's key that is none of tenfold.idempotency's: give it"
            + " a table of its own");
  }

  private static boolean isNumber(AttributeValue value) {
    return value != null && value.n() != null;
  }

  /** Returns when this invocation can't have the record any more, whatever became of it. */
  private static Instant end(RecordContext context, Instant now) {
    return now.plus(context.remainingTime()).plus(CLOCKS);
  }

  @Override
  public void succeeded(RecordContext context, byte[] answer) {
    Map<String, AttributeValue> item = item(context, clock.instant());
    item.put("answer", AttributeValue.fromB(SdkBytes.fromByteArray(answer)));
    dynamoDb.putItem(
        request ->
            request
                .tableName(table)
                .item(item)
                .conditionExpression(IS_MINE)
                .expressionAttributeNames(names("holder"))
                .expressionAttributeValues(Map.of(":me", me)));
  }

  @Override
  public void failed(RecordContext context) {
    dynamoDb.deleteItem(
        request ->
            request
                .tableName(table)
                .key(Map.of("key", key(context)))
                .conditionExpression(IS_MINE_OR_GONE)
                .expressionAttributeNames(names("key", "holder"))
                .expressionAttributeValues(Map.of(":me", me)));
  }

  @Override
  public void warmUp() {
    // What is not there is deleted: it goes all the way to the table, and changes nothing.
    dynamoDb.deleteItem(
        request ->
            request.tableName(table).key(Map.of("key", AttributeValue.fromS("warm-up-" + me.s()))));
  }

  private Map<String, AttributeValue> item(RecordContext context, Instant now) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put("key", key(context));
    item.put("holder", me);
    item.put("expires", number(now.plus(memory).getEpochSecond()));
    return item;
  }

  private static AttributeValue key(RecordContext context) {
    String key = context.idempotencyKey();
    if (key.startsWith(RecordContext.NO_ORIGIN + '-')) {
      // Another batch's record with this index and content has the same key.
      throw new InvalidEnvelope(
          "the event has no origin, which tenfold.idempotency knows a batch by");
    }
    return AttributeValue.fromS(key);
  }

  private static AttributeValue number(long number) {
    return AttributeValue.fromN(Long.toString(number));
  }

  /** Returns names for an expression, of which DynamoDB reserves many. */
  private static Map<String, String> names(String... attributes) {
    Map<String, String> names = new HashMap<>();
    for (String attribute : attributes) {
      names.put('#' + attribute, attribute);
    }
    return names;
  }
}
