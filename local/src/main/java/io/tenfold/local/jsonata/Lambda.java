package io.tenfold.local.jsonata;

import io.tenfold.local.jsonata.value.Evaluation;
import io.tenfold.local.jsonata.value.FunctionValue;
import io.tenfold.local.jsonata.value.Signature;
import java.util.List;

/** A function that the expression defines, with the scope that it was defined in. */
record Lambda(
    Evaluator evaluator,
    List<String> parameters,
    Signature signature,
    Node body,
    Object input,
    Frame frame)
    implements FunctionValue {
  @Override
  public int arity() {
    return parameters.size();
  }

  @Override
  public Object call(Object[] arguments, Object context, Evaluation evaluation) {
    return evaluator.apply(this, arguments, input);
  }

  @Override
  public boolean isObject() {
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
