package io.tenfold.local.aws.sfn;

import java.util.List;
import java.util.Map;

/** An action's input: the members of the request's JSON object, checked as they are read. */
final class Parameters {
  private final Map<?, ?> members;

  Parameters(Map<?, ?> members) {
    this.members = members;
  }

  boolean has(String name) {
    return members.get(name) != null;
  }

  /** Returns a text, or null where it is not given. */
  String text(String name) {
    Object value = members.get(name);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw wrong(name, "must be a string");
  }

  String requiredText(String name) {
    String value = text(name);
    if (value == null || value.isEmpty()) {
      throw wrong(name, "must not be null or empty");
    }
    return value;
  }

  boolean flag(String name, boolean otherwise) {
    Object value = members.get(name);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw wrong(name, "must be a boolean");
  }

  /** Returns a number, or null where it is not given. */
  Number number(String name) {
    Object value = members.get(name);
    if (value == null || value instanceof Number) {
      return (Number) value;
    }
    throw wrong(name, "must be a number");
  }

  /** Returns an object, or null where it is not given. */
  Map<?, ?> object(String name) {
    Object value = members.get(name);
    if (value == null || value instanceof Map) {
      return (Map<?, ?>) value;
    }
    throw wrong(name, "must be a structure");
  }

  /** Returns an array; an empty one where it is not given. */
  List<?> array(String name) {
    Object value = members.get(name);
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list) {
      return list;
    }
    throw wrong(name, "must be a list");
  }

  static ApiException wrong(String name, String problem) {
    return ApiException.validation(
        "1 validation error detected: Value at '"
            + name
            + "' failed to satisfy constraint: Member "
            + problem);
  }
}
