package io.tenfold.local.jsonata;

import io.tenfold.local.jsonata.function.BuiltIn;
import io.tenfold.local.jsonata.function.ObjectFunctions;
import io.tenfold.local.jsonata.regex.Regex;
import io.tenfold.local.jsonata.value.Evaluation;
import io.tenfold.local.jsonata.value.FunctionValue;
import io.tenfold.local.jsonata.value.JsonArray;
import io.tenfold.local.jsonata.value.JsonNull;
import io.tenfold.local.jsonata.value.JsonObject;
import io.tenfold.local.jsonata.value.JsonataError;
import io.tenfold.local.jsonata.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One evaluation of a tree; paths are left to {@link PathEvaluator}. */
final class Evaluator {
  private final Evaluation evaluation;
  private final PathEvaluator paths;

  Evaluator(Evaluation evaluation) {
    this.evaluation = evaluation;
    paths = new PathEvaluator(this, evaluation.budget());
  }

  Object evaluate(Node node, Object input, Frame frame) {
    evaluation.budget().step();
    Object result =
        switch (node.type) {
          case PATH -> paths.path(node, input, frame);
          case BINARY -> binary(node, input, frame);
          case NEGATION -> Operators.negate(evaluate(node.left, input, frame));
          case ARRAY -> array(node, input, frame);
          case OBJECT -> paths.group(node.pairs, input, frame);
          case NAME -> ObjectFunctions.lookup(input, node.text(), evaluation.budget());
          case STRING, NUMBER, VALUE -> node.value;
          case WILDCARD -> paths.wildcard(input);
          case DESCENDANT -> paths.descendants(input);
          case PARENT -> frame.lookup(node.slot.label);
          case CONDITION -> condition(node, input, frame);
          case BLOCK -> block(node, input, frame);
          case BIND -> bind(node, input, frame);
          case REGEX -> new RegexFunction((Regex) node.value);
          case FUNCTION ->
              node.tail ? new TailCall(node, input, frame) : call(node, input, frame, null, false);
          case VARIABLE -> variable(node, input, frame);
          case LAMBDA -> lambda(node, input, frame);
          case PARTIAL -> partial(node, input, frame);
          case APPLY -> application(node, input, frame);
          case TRANSFORM -> new Transform(this, node, frame).function();
          default -> null;
        };
    if (node.predicate != null) {
      for (Node.Stage stage : node.predicate) {
        result = paths.filter(stage.filter(), result, frame);
      }
    }
    if (node.group != null && node.type != Node.Type.PATH) {
      result = paths.group(node.group, result, frame);
    }
    return unwrap(result, node.keepArray);
  }

  /** Returns what a sequence stands for: nothing, its only value, or itself. */
  private static Object unwrap(Object result, boolean keepArray) {
    if (result instanceof JsonArray sequence
        && sequence.isSequence()
        && !sequence.isTupleStream()) {
      if (keepArray) {
        sequence.keepSingleton();
      }
      if (sequence.isEmpty()) {
        return null;
      }
      if (sequence.size() == 1 && !sequence.isSingletonKept()) {
        return sequence.get(0);
      }
    }
    return result;
  }

  private Object binary(Node node, Object input, Frame frame) {
    String sign = node.text();
    Object left = evaluate(node.left, input, frame);
    if (sign.equals("and")) {
      return Values.truth(left) && Values.truth(evaluate(node.right, input, frame));
    }
    if (sign.equals("or")) {
      return Values.truth(left) || Values.truth(evaluate(node.right, input, frame));
    }
    Object right = evaluate(node.right, input, frame);
    return switch (sign) {
      case "+", "-", "*", "/", "%" -> Operators.arithmetic(sign.charAt(0), left, right);
      case "=" -> left != null && right != null && Values.isEqual(left, right);
      case "!=" -> left != null && right != null && !Values.isEqual(left, right);
      case "<", "<=", ">", ">=" -> Operators.compare(sign, left, right);
      case "&" -> Operators.concatenate(left, right, evaluation.budget());
      case ".." -> Operators.range(left, right);
      default -> Operators.isIn(left, right, evaluation.budget());
    };
  }

  private Object array(Node node, Object input, Frame frame) {
    JsonArray array = new JsonArray();
    for (Node item : node.children) {
      Object value = evaluate(item, input, frame);
      if (value != null) {
        evaluation.budget().allocate(1);
        if ("[".equals(item.value)) {
          array.add(value);
        } else {
          Values.addTo(array, value, evaluation.budget());
        }
      }
    }
    if (node.constructed) {
      array.markConstructed();
    }
    return array;
  }

  private Object condition(Node node, Object input, Frame frame) {
    if (Values.truth(evaluate(node.condition, input, frame))) {
      return evaluate(node.then, input, frame);
    }
    return node.otherwise == null ? null : evaluate(node.otherwise, input, frame);
  }

  private Object block(Node node, Object input, Frame frame) {
    Frame inner = new Frame(frame);
    Object result = null;
    for (Node each : node.children) {
      result = evaluate(each, input, inner);
    }
    return result;
  }

  private Object bind(Node node, Object input, Frame frame) {
    Object value = evaluate(node.right, input, frame);
    frame.bind(node.left.text(), value);
    return value;
  }

  private static Object variable(Node node, Object input, Frame frame) {
    if (!node.text().isEmpty()) {
      return frame.lookup(node.text());
    }
    return input instanceof JsonArray array && array.isOuterWrapper() ? array.get(0) : input;
  }

  private Object lambda(Node node, Object input, Frame frame) {
    List<String> parameters = node.children.stream().map(Node::text).toList();
    return new Lambda(this, parameters, node.signature, node.body, input, frame);
  }

  private Object call(Node node, Object input, Frame frame, Object applied, boolean hasApplied) {
    Object procedure = evaluate(node.procedure, input, frame);
    if (procedure == null) {
      refuseName(node, frame, "T1005", "Attempted to invoke a non-function");
    }
    int offset = hasApplied ? 1 : 0;
    Object[] arguments = new Object[node.children.size() + offset];
    if (hasApplied) {
      arguments[0] = applied;
    }
    for (int i = 0; i < node.children.size(); i++) {
      Object argument = evaluate(node.children.get(i), input, frame);
      arguments[i + offset] =
          argument instanceof FunctionValue function && !(argument instanceof Closure)
              ? new Closure(this, function)
              : argument;
    }
    return apply(procedure, arguments, input);
  }

  /** Refuses the call of a name that a function has, and that lacks its dollar sign. */
  private static void refuseName(Node node, Frame frame, String code, String what) {
    if (node.procedure.type == Node.Type.PATH
        && node.procedure.steps.get(0).value instanceof String name
        && Values.isTruthy(frame.lookup(name))) {
      throw new JsonataError(code, what + ". Did you mean $" + name + "?");
    }
  }

  Object apply(Object procedure, Object[] arguments, Object input) {
    Object result = applyOnce(procedure, arguments, input);
    while (result instanceof TailCall tail) {
      evaluation.budget().step();
      Object next = evaluate(tail.call().procedure, tail.input(), tail.frame());
      List<Node> nodes = tail.call().children;
      Object[] given = new Object[nodes.size()];
      for (int i = 0; i < given.length; i++) {
        given[i] = evaluate(nodes.get(i), tail.input(), tail.frame());
      }
      result = applyOnce(next, given, input);
    }
    return result;
  }

  private Object applyOnce(Object procedure, Object[] arguments, Object input) {
    if (procedure instanceof Lambda lambda) {
      Object[] validated =
          lambda.signature() == null
              ? arguments
              : lambda.signature().validate(arguments, input, null);
      Frame frame = new Frame(lambda.frame());
      for (int i = 0; i < lambda.parameters().size(); i++) {
        frame.bind(lambda.parameters().get(i), i < validated.length ? validated[i] : null);
      }
      return evaluate(lambda.body(), lambda.input(), frame);
    }
    if (procedure instanceof FunctionValue function) {
      return function.call(arguments, input, evaluation);
    }
    throw new JsonataError("T1006", "Attempted to invoke a non-function");
  }

  private Object partial(Node node, Object input, Frame frame) {
    Object[] given = new Object[node.children.size()];
    List<Integer> open = new ArrayList<>();
    for (int i = 0; i < given.length; i++) {
      Node argument = node.children.get(i);
      if (argument.type == Node.Type.OPERATOR) {
        open.add(i);
      } else {
        given[i] = evaluate(argument, input, frame);
      }
    }
    Object procedure = evaluate(node.procedure, input, frame);
    if (procedure instanceof Lambda lambda) {
      Frame bound = new Frame(lambda.frame());
      List<String> unbound = new ArrayList<>();
      for (int i = 0; i < lambda.parameters().size(); i++) {
        if (open.contains(i)) {
          unbound.add(lambda.parameters().get(i));
        } else {
          bound.bind(lambda.parameters().get(i), i < given.length ? given[i] : null);
        }
      }
      return new Lambda(this, unbound, null, lambda.body(), lambda.input(), bound);
    }
    if (procedure instanceof BuiltIn builtIn && builtIn.name().equals("string")) {
      throw new JsonataError("S0208", "$string cannot be applied in part");
    }
    if (procedure instanceof FunctionValue function) {
      int arity = Math.max(1, function.arity());
      Object[] all = java.util.Arrays.copyOf(given, arity);
      return new PartialCall(function, all, open.stream().filter(i -> i < arity).toList());
    }
    if (procedure == null) {
      refuseName(node, frame, "T1007", "Attempted to partially apply a non-function");
    }
    throw new JsonataError("T1008", "Attempted to partially apply a non-function");
  }

  private Object application(Node node, Object input, Frame frame) {
    Object left = evaluate(node.left, input, frame);
    if (node.right.type == Node.Type.FUNCTION) {
      return call(node.right, input, frame, left, true);
    }
    Object function = evaluate(node.right, input, frame);
    if (!(function instanceof FunctionValue second)) {
      throw new JsonataError(
          "T2006", "The right side of the function application operator ~> must be a function");
    }
    if (left instanceof FunctionValue first) {
      return new Chain(this, first, second);
    }
    return apply(function, new Object[] {left}, JsonNull.NULL);
  }

  /** One function after another. */
  private record Chain(Evaluator evaluator, FunctionValue first, FunctionValue second)
      implements FunctionValue {
    @Override
    public int arity() {
      return 1;
    }

    @Override
    public Object call(Object[] arguments, Object context, Evaluation evaluation) {
      Object[] single = {arguments.length > 0 ? arguments[0] : null};
      Object between = unwrap(evaluator.apply(first, single, JsonNull.NULL), false);
      return evaluator.apply(second, new Object[] {between}, JsonNull.NULL);
    }

    @Override
    public boolean isObject() {
      return true;
    }
  }

  Evaluation evaluation() {
    return evaluation;
  }

  /** Returns a scope with the variables of a tuple. */
  static Frame frameOf(Frame frame, Map<?, ?> tuple) {
    Frame made = new Frame(frame);
    tuple.forEach((name, value) -> made.bind((String) name, value));
    return made;
  }

  /** Returns an object as an array of one, and an array as it is. */
  static List<?> listOf(Object value) {
    return value instanceof List<?> list ? list : JsonArray.sequenceOf(value);
  }

  static JsonObject tupleOf(Object item) {
    JsonObject tuple = new JsonObject();
    tuple.put("@", item);
    return tuple;
  }
}
