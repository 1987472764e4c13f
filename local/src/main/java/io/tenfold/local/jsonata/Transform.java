package io.tenfold.local.jsonata;

import io.tenfold.local.jsonata.function.BuiltIn;
import io.tenfold.local.jsonata.value.FunctionValue;
import io.tenfold.local.jsonata.value.JsonArray;
import io.tenfold.local.jsonata.value.JsonNull;
import io.tenfold.local.jsonata.value.JsonObject;
import io.tenfold.local.jsonata.value.JsonataError;
import io.tenfold.local.jsonata.value.Values;
import java.util.List;
import java.util.Map;

/** The transform operator: a function that changes a copy of an object. */
record Transform(Evaluator evaluator, Node node, Frame frame) {
  FunctionValue function() {
    return new BuiltIn("transform", 1, "<(oa):o>", (arguments, e) -> transform(arguments[0]));
  }

  private Object transform(Object value) {
    if (value == null) {
      return null;
    }
    if (!(frame.lookup("clone") instanceof FunctionValue clone)) {
      throw new JsonataError(
          "T2013",
          "The transform expression clones the input object using the $clone() function.  This has"
              + " been overridden in the current scope by a non-function.");
    }
    Object copy = evaluator.apply(clone, new Object[] {value}, JsonNull.NULL);
    Object matches = evaluator.evaluate(node.pattern, copy, frame);
    if (matches != null) {
      for (Object match : List.copyOf(Evaluator.listOf(matches))) {
        change(match);
      }
    }
    return copy;
  }

  private void change(Object match) {
    Object update = evaluator.evaluate(node.update, match, frame);
    if (update != null) {
      if (!(update instanceof Map<?, ?> members)) {
        throw new JsonataError(
            "T2011",
            "The insert/update clause of the transform expression must evaluate to an object");
      }
      if (match instanceof JsonObject object) {
        for (String name : Values.names(members)) {
          object.put(name, Values.member(members, name));
        }
      } else if (!(match instanceof JsonArray) && !members.isEmpty()) {
        throw new JsonataError("Cannot create a property of what is no object");
      }
    }
    if (node.delete == null) {
      return;
    }
    Object deletions = evaluator.evaluate(node.delete, match, frame);
    if (deletions == null) {
      return;
    }
    List<?> names = Evaluator.listOf(deletions);
    if (!Values.isArrayOfStrings(names)) {
      throw new JsonataError(
          "T2012",
          "The delete clause of the transform expression must evaluate to a string or array of"
              + " strings");
    }
    if (match instanceof JsonObject object) {
      names.forEach(object::remove);
    }
  }
}
