package io.tenfold.local.jsonata;

import io.tenfold.local.jsonata.function.ArrayFunctions;
import io.tenfold.local.jsonata.value.Budget;
import io.tenfold.local.jsonata.value.JsonArray;
import io.tenfold.local.jsonata.value.JsonObject;
import io.tenfold.local.jsonata.value.JsonataError;
import io.tenfold.local.jsonata.value.Values;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Evaluates paths: steps, filters, sorting, grouping, and the variables that they bind. */
final class PathEvaluator {
  private final Evaluator evaluator;
  private final Budget budget;

  PathEvaluator(Evaluator evaluator, Budget budget) {
    this.evaluator = evaluator;
    this.budget = budget;
  }

  Object path(Node node, Object input, Frame frame) {
    Object current =
        input instanceof List<?> && node.steps.get(0).type != Node.Type.VARIABLE
            ? input
            : JsonArray.sequenceOf(input);
    Object result = null;
    boolean tupleStream = false;
    List<?> tuples = null;
    int last = node.steps.size() - 1;
    for (int i = 0; i <= last; i++) {
      Node step = node.steps.get(i);
      tupleStream |= step.tuple;
      if (i == 0 && step.constructed) {
        result = evaluator.evaluate(step, current, frame);
      } else if (tupleStream) {
        tuples = tupleStep(step, current, tuples, frame);
      } else {
        result = step(step, current, frame, i == last);
      }
      if (!tupleStream && (result == null || result instanceof List<?> list && list.isEmpty())) {
        break;
      }
      if (step.focus == null) {
        current = result;
      }
    }
    if (tupleStream) {
      result = node.tuple ? tuples : values(tuples);
    }
    if (node.keepSingletonArray) {
      if (result == null) {
        throw new JsonataError("Cannot set properties of undefined (setting 'keepSingleton')");
      }
      if (result instanceof JsonArray array) {
        if (array.isConstructed() && !array.isSequence()) {
          array = JsonArray.sequenceOf(array);
          result = array;
        }
        array.keepSingleton();
      }
    }
    return node.group == null ? result : group(node.group, tupleStream ? tuples : result, frame);
  }

  private static JsonArray values(List<?> tuples) {
    JsonArray values = JsonArray.newSequence();
    for (Object tuple : tuples) {
      values.add(((Map<?, ?>) tuple).get("@"));
    }
    return values;
  }

  private Object step(Node step, Object input, Frame frame, boolean last) {
    if (step.type == Node.Type.SORT) {
      return stages(step.stages, sort(step, itemsOf(input), frame), frame);
    }
    JsonArray results = JsonArray.newSequence();
    List<?> items = itemsOf(input);
    for (int i = 0; i < items.size(); i++) {
      Object result = evaluator.evaluate(step, Values.element(items, i), frame);
      if (step.stages != null) {
        for (Node.Stage stage : step.stages) {
          if (stage.filter() == null) {
            throw new JsonataError("Cannot read properties of undefined (reading 'type')");
          }
          result = filter(stage.filter(), result, frame);
        }
      }
      if (result != null) {
        budget.allocate(1);
        results.add(result);
      }
    }
    if (last
        && results.size() == 1
        && results.get(0) instanceof List<?> only
        && !Values.isSequence(only)) {
      return only;
    }
    JsonArray flat = JsonArray.newSequence();
    for (int i = 0; i < results.size(); i++) {
      Object result = results.get(i);
      if (result instanceof JsonArray array && array.isConstructed()) {
        flat.add(result);
      } else {
        Values.addTo(flat, result, budget);
      }
    }
    return flat;
  }

  /** Returns what a step goes through: the elements of an array, the units of a text. */
  private static List<?> itemsOf(Object input) {
    if (input instanceof List<?> list) {
      return list;
    }
    JsonArray units = new JsonArray();
    if (input instanceof String text) {
      for (int i = 0; i < text.length(); i++) {
        units.add(text.substring(i, i + 1));
      }
    }
    return units;
  }

  private Object stages(List<Node.Stage> stages, Object input, Frame frame) {
    Object result = input;
    if (stages != null) {
      for (Node.Stage stage : stages) {
        if (stage.filter() != null) {
          result = filter(stage.filter(), result, frame);
        } else {
          List<?> tuples = (List<?>) result;
          for (int i = 0; i < tuples.size(); i++) {
            if (tuples.get(i) instanceof JsonObject tuple) {
              tuple.put(stage.index(), (double) i);
            }
          }
        }
      }
    }
    return result;
  }

  private List<?> tupleStep(Node step, Object input, List<?> bindings, Frame frame) {
    if (step.type == Node.Type.SORT) {
      List<?> result;
      if (bindings != null) {
        result = sort(step, bindings, frame);
      } else {
        List<?> sorted = sort(step, itemsOf(input), frame);
        JsonArray tuples = newTupleStream();
        for (int i = 0; i < sorted.size(); i++) {
          JsonObject tuple = Evaluator.tupleOf(Values.element(sorted, i));
          tuple.put(step.index == null ? "undefined" : step.index, (double) i);
          tuples.add(tuple);
        }
        result = tuples;
      }
      return (List<?>) stages(step.stages, result, frame);
    }
    JsonArray result = newTupleStream();
    List<?> from = bindings;
    if (from == null) {
      JsonArray tuples = new JsonArray();
      List<?> items = itemsOf(input);
      for (int i = 0; i < items.size(); i++) {
        tuples.add(Evaluator.tupleOf(Values.element(items, i)));
      }
      from = tuples;
    }
    for (Object each : from) {
      Map<?, ?> binding = (Map<?, ?>) each;
      Object found = evaluator.evaluate(step, binding.get("@"), Evaluator.frameOf(frame, binding));
      if (found != null) {
        List<?> list = Evaluator.listOf(found);
        boolean ofTuples = list instanceof JsonArray array && array.isTupleStream();
        for (int i = 0; i < list.size(); i++) {
          budget.allocate(1 + binding.size());
          JsonObject tuple = new JsonObject();
          binding.forEach((name, value) -> tuple.put((String) name, value));
          bind(step, tuple, binding, Values.element(list, i), i, ofTuples);
          result.add(tuple);
        }
      }
    }
    return (List<?>) stages(step.stages, result, frame);
  }

  private static void bind(
      Node step, JsonObject tuple, Map<?, ?> binding, Object value, int index, boolean ofTuples) {
    if (ofTuples) {
      ((Map<?, ?>) value).forEach((name, member) -> tuple.put((String) name, member));
      return;
    }
    if (step.focus != null) {
      tuple.put(step.focus, value);
      tuple.put("@", binding.get("@"));
    } else {
      tuple.put("@", value);
    }
    if (step.index != null) {
      tuple.put(step.index, (double) index);
    }
    if (step.ancestor != null) {
      tuple.put(step.ancestor.label, binding.get("@"));
    }
  }

  private static JsonArray newTupleStream() {
    JsonArray stream = JsonArray.newSequence();
    stream.markTupleStream();
    return stream;
  }

  Object filter(Node predicate, Object input, Frame frame) {
    boolean tupleStream = input instanceof JsonArray array && array.isTupleStream();
    JsonArray results = tupleStream ? newTupleStream() : JsonArray.newSequence();
    List<?> list = Evaluator.listOf(input);
    if (predicate.type == Node.Type.NUMBER) {
      double index = Math.floor((Double) predicate.value);
      if (index < 0) {
        index += list.size();
      }
      if (index >= 0 && index < list.size()) {
        Object item = Values.element(list, (int) index);
        if (item instanceof List<?>) {
          return item;
        }
        if (item != null) {
          results.add(item);
        }
      }
      return results;
    }
    for (int i = 0; i < list.size(); i++) {
      Object item = Values.element(list, i);
      Object context = tupleStream ? ((Map<?, ?>) item).get("@") : item;
      Frame inner = tupleStream ? Evaluator.frameOf(frame, (Map<?, ?>) item) : frame;
      Object found = evaluator.evaluate(predicate, context, inner);
      if (Values.isNumeric(found)) {
        addIfIndex(results, item, found, i, list.size());
      } else if (Values.isArrayOfNumbers(found)) {
        List<?> indexes = (List<?>) found;
        budget.steps(indexes.size());
        for (int k = 0; k < indexes.size(); k++) {
          addIfIndex(results, item, indexes.get(k), i, list.size());
        }
      } else if (Values.truth(found)) {
        results.add(item);
      }
    }
    return results;
  }

  private static void addIfIndex(
      JsonArray results, Object item, Object number, int index, int size) {
    double at = Math.floor(Values.number(number));
    if ((at < 0 ? size + at : at) == index) {
      results.add(item);
    }
  }

  private List<?> sort(Node sort, List<?> input, Frame frame) {
    boolean tuples = input instanceof JsonArray array && array.isTupleStream();
    return ArrayFunctions.sort(
        input, (left, right) -> isBehind(sort, left, right, tuples, frame), budget);
  }

  private boolean isBehind(Node sort, Object left, Object right, boolean tuples, Frame frame) {
    for (Node.Term term : sort.terms) {
      Object a = termOf(term, left, tuples, frame);
      Object b = termOf(term, right, tuples, frame);
      int order;
      if (a == null) {
        order = b == null ? 0 : 1;
      } else if (b == null) {
        order = -1;
      } else {
        order = compare(a, b);
        if (term.descending()) {
          order = -order;
        }
      }
      if (order != 0) {
        return order > 0;
      }
    }
    return false;
  }

  private Object termOf(Node.Term term, Object item, boolean tuples, Frame frame) {
    return tuples
        ? evaluator.evaluate(
            term.expression(),
            ((Map<?, ?>) item).get("@"),
            Evaluator.frameOf(frame, (Map<?, ?>) item))
        : evaluator.evaluate(term.expression(), item, frame);
  }

  private static int compare(Object a, Object b) {
    boolean orderable =
        (a instanceof String || a instanceof Number)
            && (b instanceof String || b instanceof Number);
    if (!orderable) {
      throw new JsonataError(
          "T2008",
          "The expressions within an order-by clause must evaluate to numeric or string values");
    }
    if (a instanceof String != b instanceof String) {
      throw new JsonataError("T2007", "Type mismatch when comparing values in order-by clause");
    }
    if (a instanceof String text) {
      return text.compareTo((String) b);
    }
    double left = Values.number(a);
    double right = Values.number(b);
    return left == right ? 0 : left < right ? -1 : 1;
  }

  /** What belongs to a key, and the pair that made the key. */
  private static final class Group {
    private final int pair;
    private Object data;
    private JsonArray collected;

    Group(int pair, Object data) {
      this.pair = pair;
      this.data = data;
    }

    void add(Object item, Budget budget) {
      if (data == null) {
        data = item;
      } else if (item != null) {
        if (collected == null) {
          collected = new JsonArray();
          Values.addTo(collected, data, budget);
          data = collected;
        }
        budget.allocate(1);
        Values.addTo(collected, item, budget);
      }
    }
  }

  Object group(List<Node[]> pairs, Object input, Frame frame) {
    boolean reduce = input instanceof JsonArray array && array.isTupleStream();
    List<?> items = Evaluator.listOf(input);
    if (items.isEmpty()) {
      items = JsonArray.sequenceOf(null);
    }
    JsonObject names = new JsonObject();
    Map<String, Group> groups = new HashMap<>();
    for (int i = 0; i < items.size(); i++) {
      Object item = Values.element(items, i);
      Map<?, ?> tuple = reduce ? (Map<?, ?>) item : null;
      Frame inner = reduce ? Evaluator.frameOf(frame, tuple) : frame;
      for (int pair = 0; pair < pairs.size(); pair++) {
        Object key = evaluator.evaluate(pairs.get(pair)[0], reduce ? tuple.get("@") : item, inner);
        if (key == null) {
          continue;
        }
        if (!(key instanceof String name)) {
          throw new JsonataError("T1003", "Key in object structure must evaluate to a string");
        }
        budget.allocate(1);
        Group group = groups.get(name);
        if (group == null) {
          groups.put(name, new Group(pair, item));
          names.put(name, true);
        } else if (group.pair != pair) {
          throw new JsonataError(
              "D1009", "Multiple key definitions evaluate to same key: \"" + name + "\"");
        } else {
          group.add(item, budget);
        }
      }
    }
    JsonObject result = new JsonObject();
    for (String name : Values.names(names)) {
      Group group = groups.get(name);
      Object context = group.data;
      Frame inner = frame;
      if (reduce) {
        JsonObject tuple = reduced(group.data);
        context = tuple.remove("@");
        inner = Evaluator.frameOf(frame, tuple);
      }
      Object value = evaluator.evaluate(pairs.get(group.pair)[1], context, inner);
      if (value != null) {
        result.put(name, value);
      }
    }
    return result;
  }

  private JsonObject reduced(Object data) {
    JsonObject reduced = new JsonObject();
    for (Object each : Evaluator.listOf(data)) {
      ((Map<?, ?>) each)
          .forEach(
              (name, value) ->
                  reduced.put((String) name, Values.append(reduced.get(name), value, budget)));
    }
    return reduced;
  }

  Object wildcard(Object given) {
    Object input =
        given instanceof JsonArray array && array.isOuterWrapper() && !array.isEmpty()
            ? array.get(0)
            : given;
    JsonArray results = JsonArray.newSequence();
    if (input instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        results = addMember(results, Values.element(list, i));
      }
    } else if (input instanceof Map<?, ?> object) {
      for (String name : Values.names(object)) {
        results = addMember(results, Values.member(object, name));
      }
    }
    return results;
  }

  /** Adds a member; an array that is added makes an array of the sequence. */
  private JsonArray addMember(JsonArray results, Object member) {
    budget.allocate(1);
    if (!(member instanceof List<?> list)) {
      results.add(member);
      return results;
    }
    JsonArray array = results.isSequence() ? new JsonArray(results) : results;
    flatten(list, array);
    return array;
  }

  private void flatten(List<?> list, JsonArray into) {
    for (int i = 0; i < list.size(); i++) {
      budget.allocate(1);
      Object element = Values.element(list, i);
      if (element instanceof List<?> inner) {
        flatten(inner, into);
      } else {
        into.add(element);
      }
    }
  }

  Object descendants(Object input) {
    if (input == null) {
      return null;
    }
    JsonArray results = JsonArray.newSequence();
    addDescendants(input, results);
    return results.size() == 1 ? results.get(0) : results;
  }

  private void addDescendants(Object value, JsonArray results) {
    budget.allocate(1);
    if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        addDescendants(Values.element(list, i), results);
      }
      return;
    }
    results.add(value);
    if (value instanceof Map<?, ?> object) {
      for (String name : Values.names(object)) {
        addDescendants(Values.member(object, name), results);
      }
    }
  }
}
