package io.tenfold.local.jsonata;

import io.tenfold.local.jsonata.value.Evaluation;
import io.tenfold.local.jsonata.value.FunctionValue;
import io.tenfold.local.jsonata.value.JsonNull;

/** A function as an argument: whoever calls it gives it no context. */
record Closure(Evaluator evaluator, FunctionValue function) implements FunctionValue {
  @Override
  public int arity() {
    return function.arity();
  }

  @Override
  public Object call(Object[] arguments, Object context, Evaluation evaluation) {
    return evaluator.apply(function, arguments, JsonNull.NULL);
  }

  @Override
  public boolean isObject() {
    return false;
  }
}
