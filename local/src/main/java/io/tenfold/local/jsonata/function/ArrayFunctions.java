package io.tenfold.local.jsonata.function;

import io.tenfold.local.jsonata.value.Budget;
import io.tenfold.local.jsonata.value.JsonArray;
import io.tenfold.local.jsonata.value.JsonataError;
import io.tenfold.local.jsonata.value.Values;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiPredicate;

/** Functions of arrays. */
public final class ArrayFunctions {
  private ArrayFunctions() {}

  /**
   * Returns an array in order, stably; what swaps tells of two values that the right one comes
   * first.
   */
  public static List<?> sort(List<?> array, BiPredicate<Object, Object> swaps, Budget budget) {
    if (array.size() < 2) {
      return array;
    }
    budget.allocate(array.size());
    Object[] values = new Object[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Values.element(array, i);
    }
    mergeSort(values, new Object[values.length], 0, values.length, swaps, budget);
    JsonArray sorted = new JsonArray();
    for (Object value : values) {
      sorted.add(value);
    }
    return sorted;
  }

  private static void mergeSort(
      Object[] values,
      Object[] spare,
      int from,
      int to,
      BiPredicate<Object, Object> swaps,
      Budget budget) {
    if (to - from < 2) {
      return;
    }
    int middle = (from + to) >>> 1;
    mergeSort(values, spare, from, middle, swaps, budget);
    mergeSort(values, spare, middle, to, swaps, budget);
    System.arraycopy(values, from, spare, from, to - from);
    int left = from;
    int right = middle;
    for (int at = from; at < to; at++) {
      budget.step();
      boolean takeRight = left == middle || right < to && swaps.test(spare[left], spare[right]);
      values[at] = takeRight ? spare[right++] : spare[left++];
    }
  }

  static List<?> sortPlain(List<?> array, Budget budget) {
    if (array.size() < 2) {
      return array;
    }
    if (!Values.isArrayOfNumbers(array) && !Values.isArrayOfStrings(array)) {
      throw new JsonataError(
          "D3070",
          "The single argument form of the sort function can only be applied to an array of"
              + " strings or an array of numbers.  Use the second argument to specify a comparison"
              + " function");
    }
    return sort(
        array,
        (left, right) ->
            left instanceof String text
                ? text.compareTo((String) right) > 0
                : Values.number(left) > Values.number(right),
        budget);
  }

  static List<?> reverse(List<?> array, Budget budget) {
    if (array.size() < 2) {
      return array;
    }
    budget.allocate(array.size());
    JsonArray reversed = new JsonArray();
    for (int i = array.size() - 1; i >= 0; i--) {
      reversed.add(Values.element(array, i));
    }
    return reversed;
  }

  static List<?> shuffle(List<?> array, Budget budget) {
    if (array.size() < 2) {
      return array;
    }
    budget.allocate(array.size());
    JsonArray shuffled = new JsonArray();
    for (int i = 0; i < array.size(); i++) {
      int other = ThreadLocalRandom.current().nextInt(i + 1);
      Object value = Values.element(array, i);
      shuffled.add(value);
      if (other != i) {
        shuffled.set(i, shuffled.get(other));
        shuffled.set(other, value);
      }
    }
    return shuffled;
  }

  static Object distinct(Object value, Budget budget) {
    if (!(value instanceof List<?> array) || array.size() < 2) {
      return value;
    }
    JsonArray distinct = Values.isSequence(array) ? JsonArray.newSequence() : new JsonArray();
    Map<Integer, List<Object>> seen = new HashMap<>();
    for (int i = 0; i < array.size(); i++) {
      budget.allocate(1);
      Object element = Values.element(array, i);
      List<Object> alike = seen.computeIfAbsent(Values.hash(element), hash -> new ArrayList<>());
      budget.steps(alike.size());
      if (alike.stream().noneMatch(other -> Values.isEqual(element, other))) {
        alike.add(element);
        distinct.add(element);
      }
    }
    return distinct;
  }

  static List<Object> zip(Object[] arrays, Budget budget) {
    int length = arrays.length == 0 ? 0 : Integer.MAX_VALUE;
    for (Object array : arrays) {
      length = Math.min(length, array instanceof List<?> list ? list.size() : 0);
    }
    JsonArray zipped = new JsonArray();
    for (int i = 0; i < length; i++) {
      budget.allocate(arrays.length);
      JsonArray tuple = new JsonArray();
      for (Object array : arrays) {
        tuple.add(Values.element((List<?>) array, i));
      }
      zipped.add(tuple);
    }
    return zipped;
  }
}
