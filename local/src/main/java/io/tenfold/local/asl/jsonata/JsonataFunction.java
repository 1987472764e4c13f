package io.tenfold.local.asl.jsonata;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.Jsonata;
import java.util.List;

/**
 * A function for expressions, written in Java.
 *
 * <p>The library's own way to make one of a lambda leaves it without the name that a partial
 * application, such as {@code $partition(?, 2)}, calls it by.
 */
final class JsonataFunction extends Jsonata.JFunction {
  private static final String ANY = "<x:x>";

  private final String name;
  private final String signature;
  private final int required;
  private final int parameters;
  private final Body body;

  /** What the function does; arguments that are not given are null. */
  @FunctionalInterface
  interface Body {
    Object call(Object first, Object second, Object third);
  }

  /**
   * Takes the name, the JSONata signature (null for anything), how many parameters there are, how
   * many of them must be defined for the result to be, and what the function does.
   */
  JsonataFunction(String name, String signature, int parameters, int required, Body body) {
    // The superclass finds a method by its name; it is not called.
    super(name, signature == null ? ANY : signature, Functions.class, null, "string");
    this.name = name;
    this.signature = signature;
    this.parameters = parameters;
    this.required = required;
    this.body = body;
  }

  void registerIn(Jsonata jsonata) {
    jsonata.registerFunction(name, this);
  }

  void bindIn(Jsonata.Frame frame) {
    frame.bind(name, this);
  }

  @Override
  public Object validate(Object arguments, Object context) {
    return signature == null ? arguments : super.validate(arguments, context);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Object call(Object input, List arguments) {
    for (int i = 0; i < required; i++) {
      if (argument(arguments, i) == null) {
        return null;
      }
    }
    return body.call(argument(arguments, 0), argument(arguments, 1), argument(arguments, 2));
  }

  private static Object argument(List<?> arguments, int index) {
    return index < arguments.size() ? arguments.get(index) : null;
  }

  @Override
  public int getNumberOfArgs() {
    return parameters;
  }
}
