package io.tenfold.local.jsonata.function;

import io.tenfold.local.jsonata.value.Evaluation;
import io.tenfold.local.jsonata.value.FunctionValue;
import io.tenfold.local.jsonata.value.JsonArray;
import io.tenfold.local.jsonata.value.JsonObject;
import io.tenfold.local.jsonata.value.JsonataError;
import io.tenfold.local.jsonata.value.Values;
import java.util.List;
import java.util.Map;

/** Functions that call a function for each element or member. */
final class HigherFunctions {
  private HigherFunctions() {}

  static Object map(List<?> array, FunctionValue function, Evaluation evaluation) {
    JsonArray results = JsonArray.newSequence();
    for (int i = 0; i < array.size(); i++) {
      Object result = call(function, Values.element(array, i), (double) i, array, evaluation);
      if (result != null) {
        evaluation.budget().allocate(1);
        results.add(result);
      }
    }
    return results;
  }

  static Object filter(List<?> array, FunctionValue function, Evaluation evaluation) {
    JsonArray results = JsonArray.newSequence();
    for (int i = 0; i < array.size(); i++) {
      Object element = Values.element(array, i);
      if (Values.truth(call(function, element, (double) i, array, evaluation))) {
        evaluation.budget().allocate(1);
        results.add(element);
      }
    }
    return results;
  }

  static Object single(List<?> array, FunctionValue function, Evaluation evaluation) {
    Object found = null;
    boolean any = false;
    for (int i = 0; i < array.size(); i++) {
      Object element = Values.element(array, i);
      if (function == null
          || Values.truth(call(function, element, (double) i, array, evaluation))) {
        if (any) {
          throw new JsonataError(
              "D3138",
              "The $single() function expected exactly 1 matching result.  Instead it matched"
                  + " more.");
        }
        found = element;
        any = true;
      }
    }
    if (!any) {
      throw new JsonataError(
          "D3139",
          "The $single() function expected exactly 1 matching result.  Instead it matched 0.");
    }
    return found;
  }

  static Object reduce(
      List<?> array, FunctionValue function, Object initial, Evaluation evaluation) {
    int arity = function.arity();
    if (arity < 2) {
      throw new JsonataError(
          "D3050",
          "The second argument of reduce function must be a function with at least two arguments");
    }
    boolean fromFirst = initial == null && !array.isEmpty();
    Object result = fromFirst ? Values.element(array, 0) : initial;
    for (int i = fromFirst ? 1 : 0; i < array.size(); i++) {
      Object[] arguments = new Object[Math.min(arity, 4)];
      arguments[0] = result;
      arguments[1] = Values.element(array, i);
      if (arity >= 3) {
        arguments[2] = (double) i;
      }
      if (arity >= 4) {
        arguments[3] = array;
      }
      result = function.call(arguments, null, evaluation);
    }
    return result;
  }

  static Object each(Map<?, ?> object, FunctionValue function, Evaluation evaluation) {
    JsonArray results = JsonArray.newSequence();
    for (String name : Values.names(object)) {
      Object result = call(function, Values.member(object, name), name, object, evaluation);
      if (result != null) {
        evaluation.budget().allocate(1);
        results.add(result);
      }
    }
    return results;
  }

  static Object sift(Map<?, ?> object, FunctionValue function, Evaluation evaluation) {
    JsonObject sifted = new JsonObject();
    for (String name : Values.names(object)) {
      Object member = Values.member(object, name);
      if (Values.truth(call(function, member, name, object, evaluation))) {
        sifted.put(name, member);
      }
    }
    return sifted.isEmpty() ? null : sifted;
  }

  static List<?> sort(List<?> array, FunctionValue swaps, Evaluation evaluation) {
    return swaps == null
        ? ArrayFunctions.sortPlain(array, evaluation.budget())
        : ArrayFunctions.sort(
            array,
            (left, right) ->
                Values.isTruthy(swaps.call(new Object[] {left, right}, null, evaluation)),
            evaluation.budget());
  }

  /** Calls a function with as many arguments as it declares, and at least the first. */
  private static Object call(
      FunctionValue function, Object value, Object key, Object all, Evaluation evaluation) {
    evaluation.budget().step();
    int arity = function.arity();
    Object[] arguments =
        arity >= 3
            ? new Object[] {value, key, all}
            : arity == 2 ? new Object[] {value, key} : new Object[] {value};
    return function.call(arguments, null, evaluation);
  }
}
