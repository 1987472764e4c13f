package io.tenfold.local.aws.sfn.request;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An action's input: the members of the request's JSON object, checked as they are read. */
public final class Parameters {
  private final Map<?, ?> members;
  private final String path;

  /** Takes the members as the JSON parser gives them. */
  public Parameters(Map<?, ?> members) {
    this(members, "");
  }

  /** Takes the members of a structure, and what stands before their names where they are named. */
  private Parameters(Map<?, ?> members, String path) {
    this.members = members;
    this.path = path;
  }

  /** Tells whether a member is given and is not null. */
  public boolean has(String name) {
    return members.get(name) != null;
  }

  /** Returns a text, or null where it is not given. */
  public String text(String name) {
    Object value = members.get(name);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw wrong(path + name, "must be a string");
  }

  /** Returns a text that is one of a few, or null where it is not given. */
  public String oneOf(String name, String... known) {
    String value = text(name);
    if (value != null && !List.of(known).contains(value)) {
      throw wrong(path + name, "must satisfy enum value set: " + List.of(known));
    }
    return value;
  }

  /** Returns a text; one that is not given or is empty is refused. */
  public String requiredText(String name) {
    String value = text(name);
    if (value == null || value.isEmpty()) {
      throw wrong(path + name, "must not be null or empty");
    }
    return value;
  }

  /** Returns a text of at most so many characters, or the other value where it is not given. */
  public String textUpTo(String name, int most, String otherwise) {
    return has(name) ? textWithin(name, 0, most) : otherwise;
  }

  /** Returns a text of so many characters; one that is not given is refused. */
  public String textWithin(String name, int least, int most) {
    String value = text(name);
    if (value == null) {
      throw wrong(path + name, "must not be null");
    }
    if (value.length() < least) {
      throw wrongValue(value, path + name, "must have length greater than or equal to " + least);
    }
    if (value.length() > most) {
      throw wrongValue(value, path + name, "must have length less than or equal to " + most);
    }
    return value;
  }

  /** Returns true or false, or the other value where it is not given. */
  public boolean flag(String name, boolean otherwise) {
    Object value = members.get(name);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw wrong(path + name, "must be a boolean");
  }

  /**
   * Returns a whole number in a range, or null where it is not given; the range is what the message
   * says, so that a number too large for Java is no other number.
   */
  public Integer integer(String name, int least, int most) {
    Number value = number(name);
    if (value == null) {
      return null;
    }
    BigDecimal exact = new BigDecimal(value.toString());
    if (exact.stripTrailingZeros().scale() > 0) {
      throw wrong(path + name, "must be a whole number between " + least + " and " + most);
    }
    if (exact.compareTo(BigDecimal.valueOf(least)) < 0) {
      throw wrongValue(value, path + name, "must have value greater than or equal to " + least);
    }
    if (exact.compareTo(BigDecimal.valueOf(most)) > 0) {
      throw wrongValue(value, path + name, "must have value less than or equal to " + most);
    }
    return exact.intValueExact();
  }

  /** Returns a number, or null where it is not given. */
  public Number number(String name) {
    Object value = members.get(name);
    if (value == null || value instanceof Number) {
      return (Number) value;
    }
    throw wrong(path + name, "must be a number");
  }

  /** Returns an object, or null where it is not given. */
  public Map<?, ?> object(String name) {
    Object value = members.get(name);
    if (value == null || value instanceof Map) {
      return (Map<?, ?>) value;
    }
    throw wrong(path + name, "must be a structure");
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
    throw wrong(path + name, "must be a list");
  }

  /** Returns an array of structures; an empty one where it is not given. */
  public List<Parameters> structures(String name) {
    List<Parameters> structures = new ArrayList<>();
    for (Object element : array(name)) {
      if (!(element instanceof Map<?, ?> members)) {
        throw wrong(path + name, "must be a list of structures");
      }
      structures.add(
          new Parameters(members, path + name + "." + (structures.size() + 1) + ".member."));
    }
    return structures;
  }

  /** Returns an array of texts; an empty one where it is not given. */
  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (Object element : array(name)) {
      if (!(element instanceof String text)) {
        throw wrong(path + name, "must be a list of strings");
      }
      texts.add(text);
    }
    return texts;
  }

  /** Makes the error of a member with this problem, such as {@code must be a list}. */
  public static ApiException wrong(String name, String problem) {
    return refused("Value", name, problem);
  }

  /** As the other method, with the value itself. */
  public static ApiException wrongValue(Object value, String name, String problem) {
    return refused("Value '" + value + "'", name, problem);
  }

  private static ApiException refused(String what, String name, String problem) {
    return ApiException.validation(
        "1 validation error detected: "
            + what
            + " at '"
            + name
            + "' failed to satisfy constraint: Member "
            + problem);
  }
}
