package io.tenfold.local.jsonata;

import io.tenfold.local.jsonata.value.JsonataError;
import io.tenfold.local.jsonata.value.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Parses an expression by the binding powers of its operators. */
final class Parser {
  private static final Map<String, Integer> POWERS =
      Map.ofEntries(
          Map.entry(".", 75),
          Map.entry("[", 80),
          Map.entry("{", 70),
          Map.entry("(", 80),
          Map.entry("@", 80),
          Map.entry("#", 80),
          Map.entry("?", 20),
          Map.entry("+", 50),
          Map.entry("-", 50),
          Map.entry("*", 60),
          Map.entry("/", 60),
          Map.entry("%", 60),
          Map.entry("=", 40),
          Map.entry("<", 40),
          Map.entry(">", 40),
          Map.entry("^", 40),
          Map.entry(":=", 10),
          Map.entry("!=", 40),
          Map.entry("<=", 40),
          Map.entry(">=", 40),
          Map.entry("~>", 40),
          Map.entry("and", 30),
          Map.entry("or", 25),
          Map.entry("in", 40),
          Map.entry("&", 50));
  private static final String NO_SYMBOLS = "!~";
  private static final int NEGATION = 70;

  private final Lexer lexer;
  private Token token;

  Parser(String source) {
    lexer = new Lexer(source);
  }

  /**
   * Parses all of the expression.
   *
   * @throws JsonataError if it is none
   */
  Node parse() {
    advance(null, false);
    Node parsed = expression(0);
    if (token.kind() != Token.Kind.END) {
      throw new JsonataError("S0201", "Syntax error: " + quoted(token));
    }
    return parsed;
  }

  private void advance(String expected, boolean afterOperand) {
    if (expected != null && !token.is(expected)) {
      boolean end = token.kind() == Token.Kind.END;
      throw new JsonataError(
          end ? "S0203" : "S0202",
          end
              ? "Expected \"" + expected + "\" before end of expression"
              : "Expected \"" + expected + "\", got " + quoted(token));
    }
    token = lexer.next(afterOperand);
    if (token.kind() == Token.Kind.OPERATOR && NO_SYMBOLS.contains((String) token.value())) {
      throw new JsonataError("S0204", "Unknown operator: " + quoted(token));
    }
  }

  private static String quoted(Token token) {
    return "\"" + token.value() + "\"";
  }

  private int power() {
    return token.kind() == Token.Kind.OPERATOR ? POWERS.getOrDefault(token.value(), 0) : 0;
  }

  private Node expression(int power) {
    Token first = token;
    advance(null, true);
    Node left = operand(first);
    while (power < power()) {
      Token operator = token;
      advance(null, false);
      left = infix(operator, left);
    }
    return left;
  }

  private Node operand(Token first) {
    switch (first.kind()) {
      case NAME:
        return new Node(Node.Type.NAME, first.value());
      case VARIABLE:
        return new Node(Node.Type.VARIABLE, first.value());
      case STRING:
        return new Node(Node.Type.STRING, first.value());
      case NUMBER:
        return new Node(Node.Type.NUMBER, first.value());
      case VALUE:
        return new Node(Node.Type.VALUE, first.value());
      case REGEX:
        return new Node(Node.Type.REGEX, first.value());
      case END:
        return new Node(Node.Type.END, first.value());
      default:
        break;
    }
    switch ((String) first.value()) {
      case "and", "or", "in":
        return new Node(Node.Type.OPERATOR, first.value());
      case "-":
        Node negation = new Node(Node.Type.NEGATION, "-");
        negation.left = expression(NEGATION);
        return negation;
      case "*":
        return new Node(Node.Type.WILDCARD, "*");
      case "**":
        return new Node(Node.Type.DESCENDANT, "**");
      case "%":
        return new Node(Node.Type.PARENT, "%");
      case "(":
        return block();
      case "[":
        return array();
      case "{":
        Node object = new Node(Node.Type.OBJECT, "{");
        object.pairs = pairs();
        return object;
      case "|":
        return transform();
      default:
        throw new JsonataError(
            "S0211", "The symbol " + quoted(first) + " cannot be used as a unary operator");
    }
  }

  private Node block() {
    Node block = new Node(Node.Type.BLOCK, null);
    block.children = new ArrayList<>();
    while (!token.is(")")) {
      block.children.add(expression(0));
      if (!token.is(";")) {
        break;
      }
      advance(";", false);
    }
    advance(")", true);
    return block;
  }

  private Node array() {
    Node array = new Node(Node.Type.ARRAY, "[");
    array.children = new ArrayList<>();
    if (!token.is("]")) {
      while (true) {
        Node item = expression(0);
        if (token.is("..")) {
          Node range = new Node(Node.Type.BINARY, "..");
          range.left = item;
          advance("..", false);
          range.right = expression(0);
          item = range;
        }
        array.children.add(item);
        if (!token.is(",")) {
          break;
        }
        advance(",", false);
      }
    }
    advance("]", true);
    return array;
  }

  private List<Node[]> pairs() {
    List<Node[]> pairs = new ArrayList<>();
    if (!token.is("}")) {
      while (true) {
        Node name = expression(0);
        advance(":", false);
        pairs.add(new Node[] {name, expression(0)});
        if (!token.is(",")) {
          break;
        }
        advance(",", false);
      }
    }
    advance("}", true);
    return pairs;
  }

  private Node transform() {
    Node transform = new Node(Node.Type.TRANSFORM, null);
    transform.pattern = expression(0);
    advance("|", false);
    transform.update = expression(0);
    if (token.is(",")) {
      advance(",", false);
      transform.delete = expression(0);
    }
    advance("|", false);
    return transform;
  }

  private Node infix(Token operator, Node left) {
    String sign = (String) operator.value();
    switch (sign) {
      case "(":
        return call(left);
      case "[":
        return filter(left);
      case "{":
        Node grouping = binary(sign, left);
        grouping.pairs = pairs();
        return grouping;
      case "^":
        return sort(left);
      case "?":
        Node condition = new Node(Node.Type.CONDITION, null);
        condition.condition = left;
        condition.then = expression(0);
        if (token.is(":")) {
          advance(":", false);
          condition.otherwise = expression(0);
        }
        return condition;
      case ":=":
        if (left.type != Node.Type.VARIABLE) {
          throw new JsonataError(
              "S0212", "The left side of := must be a variable name (start with $)");
        }
        Node binding = binary(sign, left);
        binding.right = expression(POWERS.get(sign) - 1);
        return binding;
      case "@", "#":
        Node bound = binary(sign, left);
        bound.right = expression(POWERS.get(sign));
        if (bound.right.type != Node.Type.VARIABLE) {
          throw new JsonataError(
              "S0214",
              "The right side of " + quoted(operator) + " must be a variable name (start with $)");
        }
        return bound;
      default:
        Node binary = binary(sign, left);
        binary.right = expression(POWERS.get(sign));
        return binary;
    }
  }

  private static Node binary(String sign, Node left) {
    Node binary = new Node(Node.Type.BINARY, sign);
    binary.left = left;
    return binary;
  }

  private Node filter(Node left) {
    if (token.is("]")) {
      Node step = left;
      while (step.isOperator("[")) {
        step = step.left;
      }
      step.keepArray = true;
      advance("]", false);
      return left;
    }
    Node filter = binary("[", left);
    filter.right = expression(0);
    advance("]", true);
    return filter;
  }

  private Node sort(Node left) {
    advance("(", false);
    Node sort = binary("^", left);
    sort.terms = new ArrayList<>();
    while (true) {
      boolean descending = token.is(">");
      if (descending || token.is("<")) {
        advance(null, false);
      }
      sort.terms.add(new Node.Term(expression(0), descending));
      if (!token.is(",")) {
        break;
      }
      advance(",", false);
    }
    advance(")", false);
    return sort;
  }

  private Node call(Node left) {
    Node call = new Node(Node.Type.FUNCTION, "(");
    call.procedure = left;
    call.children = new ArrayList<>();
    if (!token.is(")")) {
      while (true) {
        if (token.is("?")) {
          call.type = Node.Type.PARTIAL;
          call.children.add(new Node(Node.Type.OPERATOR, "?"));
          advance("?", false);
        } else {
          call.children.add(expression(0));
        }
        if (!token.is(",")) {
          break;
        }
        advance(",", false);
      }
    }
    advance(")", true);
    if (left.type == Node.Type.NAME
        && (left.value.equals("function") || left.value.equals("\u03bb"))) {
      lambda(call);
    }
    return call;
  }

  private void lambda(Node call) {
    for (Node parameter : call.children) {
      if (parameter.type != Node.Type.VARIABLE) {
        throw new JsonataError(
            "S0208", "A parameter of a function definition must be a variable name (start with $)");
      }
    }
    call.type = Node.Type.LAMBDA;
    if (token.is("<")) {
      int depth = 1;
      StringBuilder signature = new StringBuilder("<");
      while (depth > 0 && !token.is("{") && token.kind() != Token.Kind.END) {
        advance(null, false);
        if (token.is(">")) {
          depth--;
        } else if (token.is("<")) {
          depth++;
        }
        signature.append(token.value());
      }
      advance(">", false);
      call.signature = new Signature(signature.toString());
    }
    advance("{", false);
    call.body = expression(0);
    advance("}", false);
  }
}
