package io.tenfold.local.jsonata.function;

import io.tenfold.local.jsonata.value.Evaluation;
import io.tenfold.local.jsonata.value.FunctionValue;
import io.tenfold.local.jsonata.value.Signature;
import java.util.Arrays;

/** A function of the language, written in Java. */
public final class BuiltIn implements FunctionValue {
  private final String name;
  private final int arity;
  private final Signature signature;
  private final Body body;

  /** What the function does; it gets at least as many arguments as it has parameters. */
  @FunctionalInterface
  public interface Body {
    /** Returns the result, null for undefined. */
    Object call(Object[] arguments, Evaluation evaluation);
  }

  /** Takes a name, how many parameters there are, a signature (null for none) and what it does. */
  public BuiltIn(String name, int arity, String signature, Body body) {
    this.name = name;
    this.arity = arity;
    this.signature = signature == null ? null : new Signature(signature);
    this.body = body;
  }

  /** Returns the name, without the dollar sign. */
  public String name() {
    return name;
  }

  @Override
  public int arity() {
    return arity;
  }

  @Override
  public Object call(Object[] arguments, Object context, Evaluation evaluation) {
    return callUnchecked(
        signature == null ? arguments : signature.validate(arguments, context, name), evaluation);
  }

  /** Calls it with arguments that the signature has not seen, as a partial application does. */
  public Object callUnchecked(Object[] arguments, Evaluation evaluation) {
    return body.call(
        arguments.length < arity ? Arrays.copyOf(arguments, arity) : arguments, evaluation);
  }

  @Override
  public boolean isObject() {
    return true;
  }
}
