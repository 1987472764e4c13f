package io.tenfold.local.jsonata;

import io.tenfold.local.jsonata.function.BuiltIn;
import io.tenfold.local.jsonata.value.Evaluation;
import io.tenfold.local.jsonata.value.FunctionValue;
import java.util.List;

/** A function of Java, some of whose arguments are given; the others' places are what is open. */
record PartialCall(FunctionValue function, Object[] given, List<Integer> open)
    implements FunctionValue {
  @Override
  public int arity() {
    return open.size();
  }

  @Override
  public Object call(Object[] arguments, Object context, Evaluation evaluation) {
    Object[] all = given.clone();
    for (int i = 0; i < open.size() && i < arguments.length; i++) {
      all[open.get(i)] = arguments[i];
    }
    return function instanceof BuiltIn builtIn
        ? builtIn.callUnchecked(all, evaluation)
        : function.call(all, null, evaluation);
  }

  @Override
  public boolean isObject() {
    return true;
  }
}
