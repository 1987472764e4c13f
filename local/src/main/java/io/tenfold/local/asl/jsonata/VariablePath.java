package io.tenfold.local.asl.jsonata;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An expression that is a variable, or a way from one through objects, such as {@code
 * $states.result.Payload}: most that every record meets are, and looking their values up takes a
 * small part of what the library takes. Whatever is not as plain as that, arrays and missing fields
 * above all, is left to the library, with its words.
 */
record VariablePath(String variable, List<String> fields) implements PlainExpression {
  private static final Pattern FORM = Pattern.compile("\\$[A-Za-z_]\\w*(\\.[A-Za-z_]\\w*)*");

  /** JSONata's own words, which are no names of fields. */
  private static final List<String> WORDS = List.of("and", "or", "in", "true", "false", "null");

  /** Returns the path that an expression is, or null if it is another one. */
  static VariablePath of(String expression) {
    if (!FORM.matcher(expression).matches()) {
      return null;
    }
    List<String> names = List.of(expression.substring(1).split("\\."));
    List<String> fields = names.subList(1, names.size());
    return fields.stream().anyMatch(WORDS::contains)
        ? null
        : new VariablePath(names.get(0), fields);
  }

  @Override
  public Object find(ExpressionScope scope) {
    Object value;
    if (variable.equals("states")) {
      value = scope.states();
    } else {
      value = scope.variables().get(variable);
      if (value == null && !scope.variables().containsKey(variable)) {
        return UNDECIDED;
      }
    }
    for (String field : fields) {
      if (!(value instanceof Map<?, ?> object)) {
        return UNDECIDED;
      }
      value = object.get(field);
      if (value == null) {
        return UNDECIDED; // missing, or null, which the library tells apart
      }
    }
    // The library makes its own of other numbers now and then, and of an array.
    return value instanceof Map
            || value instanceof String
            || value instanceof Boolean
            || value instanceof Integer
        ? value
        : UNDECIDED;
  }
}
