package io.tenfold.local.trial;

import io.tenfold.local.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * What a mocked result must look like to be one of the service's, by the service's model, as far as
 * it is among those in {@code service-results.json}; fields that the model has not are not looked
 * at.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_MockInput.html">MockInput,
 *     fieldValidationMode</a>
 */
final class MockSchema {
  private static final String SDK = "aws-sdk:";

  /** The optimized integrations whose names are not those of the services' models. */
  private static final Map<String, String> SERVICES =
      Map.of("states", "sfn", "events", "eventbridge");

  private static Map<?, ?> models;

  private final Map<?, ?> shapes;
  private final boolean complete;
  // What an optimized integration returns as JSON where the service has a text or bytes.
  private final List<String> anything;

  private MockSchema(Map<?, ?> shapes, boolean complete, List<String> anything) {
    this.shapes = shapes;
    this.complete = complete;
    this.anything = anything;
  }

  /**
   * Checks a mocked result.
   *
   * @param resource of the Task, after {@code arn:aws:states:::}, without what it waits for
   * @param pattern what it waits for: empty, {@code .sync}, {@code .sync:2} or {@code
   *     .waitForTaskToken}, whose result is no response of the service's
   * @throws TrialRefused if it is none of the service's
   */
  static void check(String resource, String pattern, TrialRequest.Mock mock) {
    TrialRequest.Validation mode = mock.validation();
    if (mode == TrialRequest.Validation.NONE
        || mock.error() != null
        || pattern.equals(".waitForTaskToken")) {
      return;
    }
    boolean optimized = !resource.startsWith(SDK);
    String[] parts = (optimized ? resource : resource.substring(SDK.length())).split(":");
    if (parts.length != 2 || parts[1].isEmpty()) {
      return;
    }
    Map<?, ?> model = model(optimized ? SERVICES.getOrDefault(parts[0], parts[0]) : parts[0]);
    // The response is the one of whatever tells that the job has ended.
    String operation =
        pattern.isEmpty()
            ? Character.toUpperCase(parts[1].charAt(0)) + parts[1].substring(1)
            : resource.equals("states:startExecution") ? "DescribeExecution" : "";
    if (model == null
        || !(((Map<?, ?>) model.get("operations")).get(operation) instanceof String shape)) {
      return;
    }
    List<String> anything =
        mode == TrialRequest.Validation.AS_SEEN && resource.equals("lambda:invoke")
            ? List.of("Payload")
            : pattern.equals(".sync:2") ? List.of("Input", "Output") : List.of();
    new MockSchema(
            (Map<?, ?>) model.get("shapes"), mode == TrialRequest.Validation.STRICT, anything)
        .check("", shape, mock.result());
  }

  private static synchronized Map<?, ?> model(String service) {
    if (models == null) {
      try (InputStream in = MockSchema.class.getResourceAsStream("service-results.json")) {
        models = (Map<?, ?>) Json.parse(in.readAllBytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return models.get(service) instanceof Map<?, ?> model ? model : null;
  }

  private void check(String field, Object shapeName, Object value) {
    Map<?, ?> shape = (Map<?, ?>) shapes.get(shapeName);
    switch ((String) shape.get("type")) {
      case "structure" -> structure(field, shape, value);
      case "list" -> {
        if (!(value instanceof List<?> array)) {
          throw wrong(field, "must be an array");
        }
        array.forEach(element -> check(field, shape.get("elements"), element));
      }
      case "map" -> {
        if (!(value instanceof Map<?, ?> object)) {
          throw wrong(field, "must be an object");
        }
        object.values().forEach(element -> check(field, shape.get("elements"), element));
      }
      case "boolean" -> {
        if (!(value instanceof Boolean)) {
          throw wrong(field, "must be a boolean");
        }
      }
      case "integer", "long", "float", "double" -> number(field, shape, value);
      default -> text(field, shape, value);
    }
  }

  private void structure(String field, Map<?, ?> shape, Object value) {
    if (!(value instanceof Map<?, ?> object)) {
      throw field.isEmpty()
          ? new TrialRefused("Mocked result must be a valid JSON object.")
          : wrong(field, "must be an object");
    }
    if (complete) {
      for (Object name : (List<?>) shape.get("required")) {
        if (!object.containsKey(name)) {
          throw refused("Required field '" + name + "' is missing");
        }
      }
    }
    Map<?, ?> members = (Map<?, ?>) shape.get("members");
    object.forEach(
        (name, member) -> {
          boolean any = field.isEmpty() && anything.contains(name);
          if (!any && members.containsKey(name)) {
            check((String) name, members.get(name), member);
          }
        });
  }

  private static void number(String field, Map<?, ?> shape, Object value) {
    if (!(value instanceof Number number)) {
      throw wrong(field, "must be a number");
    }
    if (shape.get("min") instanceof Number least && number.doubleValue() < least.doubleValue()) {
      throw wrong(field, "is less than the minimum value");
    }
    if (shape.get("max") instanceof Number most && number.doubleValue() > most.doubleValue()) {
      throw wrong(field, "exceeds the maximum value");
    }
  }

  private static void text(String field, Map<?, ?> shape, Object value) {
    if (!(value instanceof String text)) {
      throw wrong(field, "must be a string");
    }
    if (shape.get("enum") instanceof List<?> known && !known.contains(text)) {
      throw wrong(field, "is not an expected value");
    }
    if (shape.get("min") instanceof Number least && text.length() < least.longValue()) {
      throw wrong(field, "is smaller than the minimum length");
    }
    if (shape.get("max") instanceof Number most && text.length() > most.longValue()) {
      throw wrong(field, "exceeds the maximum length");
    }
  }

  private static TrialRefused wrong(String field, String problem) {
    return refused("Field '" + field + "' " + problem);
  }

  private static TrialRefused refused(String problem) {
    return new TrialRefused("Mock result schema validation error: " + problem);
  }
}
