package io.tenfold.local.trial;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a mocked result must look like to be one of the service's: the fields that are known here,
 * with their types; those that are not known are not looked at.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_MockInput.html">MockInput,
 *     fieldValidationMode</a>
 */
final class MockSchema {
  /** The types of fields, wherever they are in a result. */
  private static final Map<String, Map<String, Class<?>>> TYPES =
      Map.of(
          "lambda:invoke",
          Map.of("StatusCode", Number.class, "ExecutedVersion", String.class),
          "states:startExecution",
          Map.of("ExecutionArn", String.class, "StartDate", String.class),
          "events:putEvents",
          Map.of("Entries", List.class, "FailedEntryCount", Number.class, "EventId", String.class),
          "sqs:sendMessage",
          Map.of("MessageId", String.class, "MD5OfMessageBody", String.class),
          "sns:publish",
          Map.of("MessageId", String.class, "SequenceNumber", String.class),
          "dynamodb",
          Map.of("CapacityUnits", Number.class, "TableName", String.class, "Item", Map.class),
          "aws-sdk:s3:getObject",
          Map.of("ContentLength", Number.class, "ETag", String.class, "ContentType", String.class));

  private static final Map<String, Set<String>> REQUIRED =
      Map.of("states:startExecution", Set.of("ExecutionArn", "StartDate"));

  private MockSchema() {}

  /**
   * Checks a mocked result.
   *
   * @param resource of the Task, after {@code arn:aws:states:::}
   * @throws TrialRefused if it is none of the service's
   */
  static void check(String resource, TrialRequest.Mock mock) {
    if (!mock.strict() || !(mock.result() instanceof Map<?, ?> result)) {
      return;
    }
    String action = resource.startsWith("dynamodb:") ? "dynamodb" : resource;
    if (mock.complete()) {
      for (String name : REQUIRED.getOrDefault(action, Set.of())) {
        if (!result.containsKey(name)) {
          throw refused("Required field '" + name + "' is missing");
        }
      }
    }
    check(TYPES.getOrDefault(action, Map.of()), result);
  }

  private static void check(Map<String, Class<?>> types, Object value) {
    if (value instanceof List<?> array) {
      array.forEach(element -> check(types, element));
    } else if (value instanceof Map<?, ?> object) {
      object.forEach(
          (name, member) -> {
            Class<?> type = name.equals("Payload") ? null : types.get(name);
            if (type != null && !type.isInstance(member)) {
              throw refused("Field '" + name + "' must be " + described(type));
            }
            if (!name.equals("Payload")) {
              check(types, member);
            }
          });
    }
  }

  private static String described(Class<?> type) {
    if (type == String.class) {
      return "a string";
    }
    return type == Number.class ? "a number" : type == List.class ? "an array" : "an object";
  }

  private static TrialRefused refused(String problem) {
    return new TrialRefused("Mock result schema validation error: " + problem);
  }
}
