package io.tenfold.local.asl.jsonata;

import io.tenfold.local.asl.error.DefinitionException;
import io.tenfold.local.asl.error.DefinitionFaults;
import io.tenfold.local.asl.error.StateError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A JSON value of a definition in which strings of the form <code>{% … %}</code> are JSONata
 * expressions.
 */
public sealed interface Template {
  /** What an expression begins with. */
  String OPENING = "{%";

  /** What an expression ends with. */
  String CLOSING = "%}";

  /**
   * Compiles a value of the definition, which stands at a place.
   *
   * @param faults are added where an expression in it is not JSONata, or names what there is not at
   *     the place; what is returned is then of no use
   */
  static Template compile(
      Object json, String location, String field, ExpressionPlace place, DefinitionFaults faults) {
    if (json instanceof String text) {
      if (isExpression(text)) {
        JsonataExpression expression = faults.of(() -> expression(text, location, field));
        if (expression != null) {
          expression.check(place, location, faults);
        }
        return new Expression(expression);
      }
      int opening = text.indexOf(OPENING);
      boolean whole = opening >= 0 && text.indexOf(CLOSING, opening + OPENING.length()) >= 0;
      if (!whole && (text.startsWith(OPENING) || text.endsWith(CLOSING))) {
        // https://states-language.net: to be refused, rather than taken for a literal.
        faults.add(
            new DefinitionException(
                location,
                DefinitionException.SCHEMA,
                "JSONata string must start with {% and end with %}"));
      }
      // With text around it, blanks included, it is a text: as recorded on AWS.
      return new Literal(text);
    }
    if (json instanceof Map<?, ?> object) {
      Map<String, Template> members = new LinkedHashMap<>();
      boolean constant = true;
      for (Map.Entry<?, ?> member : object.entrySet()) {
        String name = (String) member.getKey();
        Template value =
            compile(member.getValue(), location + "/" + name, field + "/" + name, place, faults);
        members.put(name, value);
        constant &= value instanceof Literal;
      }
      return constant ? new Literal(json) : new ObjectTemplate(members);
    }
    if (json instanceof List<?> array) {
      List<Template> elements = new ArrayList<>();
      boolean constant = true;
      for (int i = 0; i < array.size(); i++) {
        Template value =
            compile(array.get(i), location + "[" + i + "]", field + "[" + i + "]", place, faults);
        elements.add(value);
        constant &= value instanceof Literal;
      }
      return constant ? new Literal(json) : new ArrayTemplate(elements);
    }
    return new Literal(json);
  }

  /**
   * Returns the workflow's variables that the expressions in a value read, in the order of their
   * names.
   *
   * @param json a value of a definition that was found right
   */
  static Set<String> variables(Object json) {
    Set<String> read = new TreeSet<>();
    if (json instanceof String text && isExpression(text)) {
      read.addAll(expression(text, "", "").reads());
    } else if (json instanceof Map<?, ?> object) {
      object.values().forEach(member -> read.addAll(variables(member)));
    } else if (json instanceof List<?> array) {
      array.forEach(element -> read.addAll(variables(element)));
    }
    return read;
  }

  private static JsonataExpression expression(String text, String location, String field) {
    String inner = text.substring(OPENING.length(), text.length() - CLOSING.length());
    return new JsonataExpression(inner, location, field);
  }

  /** Tells whether a string of the definition is an expression. */
  static boolean isExpression(String text) {
    return text.length() >= OPENING.length() + CLOSING.length()
        && text.startsWith(OPENING)
        && text.endsWith(CLOSING);
  }

  /**
   * Returns the value with every expression replaced by its result.
   *
   * @throws StateError {@code States.QueryEvaluationError}
   */
  Object evaluate(ExpressionScope scope);

  /** A value without expressions. */
  record Literal(Object value) implements Template {
    @Override
    public Object evaluate(ExpressionScope scope) {
      return value;
    }
  }

  /** One expression. */
  record Expression(JsonataExpression expression) implements Template {
    @Override
    public Object evaluate(ExpressionScope scope) {
      return expression.evaluate(scope);
    }

    /** Says that it has a value of another type than its field takes, as Step Functions does. */
    public String unexpected(String expected, Object value) {
      return expression.unexpected(expected, value);
    }
  }

  /** An object with an expression somewhere in it. */
  record ObjectTemplate(Map<String, Template> members) implements Template {
    @Override
    public Object evaluate(ExpressionScope scope) {
      Map<String, Object> object = new LinkedHashMap<>();
      for (Map.Entry<String, Template> member : members.entrySet()) {
        object.put(member.getKey(), member.getValue().evaluate(scope));
      }
      return object;
    }
  }

  /** An array with an expression somewhere in it. */
  record ArrayTemplate(List<Template> elements) implements Template {
    @Override
    public Object evaluate(ExpressionScope scope) {
      List<Object> array = new ArrayList<>(elements.size());
      for (Template element : elements) {
        array.add(element.evaluate(scope));
      }
      return array;
    }
  }
}
