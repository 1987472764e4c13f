package io.tenfold.local.jsonata;

import io.tenfold.local.jsonata.value.Signature;
import java.util.ArrayList;
import java.util.List;

/**
 * A node of an expression's tree. The parser makes it, the {@link TreeBuilder} finishes it, and
 * evaluations only read it.
 */
final class Node {
  enum Type {
    NAME,
    STRING,
    NUMBER,
    VALUE,
    VARIABLE,
    REGEX,
    OPERATOR,
    END,
    WILDCARD,
    DESCENDANT,
    PARENT,
    BINARY,
    NEGATION,
    ARRAY,
    OBJECT,
    FUNCTION,
    PARTIAL,
    LAMBDA,
    CONDITION,
    TRANSFORM,
    BLOCK,
    PATH,
    BIND,
    APPLY,
    SORT
  }

  /** A filter, or where a variable is bound to the index. */
  record Stage(Node filter, String index) {}

  /** What a sort orders by. */
  record Term(Node expression, boolean descending) {}

  /** What a parent operator stands for; the label is shared by those that mean the same value. */
  static final class Slot {
    String label;
    int level = 1;
    final int index;

    Slot(int index) {
      this.label = "!" + index;
      this.index = index;
    }
  }

  Type type;

  /** An operator's sign, a name, or a literal's value. */
  Object value;

  Node left;
  Node right;
  Node condition;
  Node then;
  Node otherwise;
  Node body;
  Node procedure;
  Node pattern;
  Node update;
  Node delete;
  List<Node> children;
  List<Node> steps;
  List<Node[]> pairs;
  List<Node[]> group;
  List<Stage> predicate;
  List<Stage> stages;
  List<Term> terms;
  boolean keepArray;
  boolean keepSingletonArray;
  boolean constructed;
  boolean tuple;
  boolean tail;
  String focus;
  String index;
  Slot ancestor;
  Slot slot;
  List<Slot> seekingParent;
  Signature signature;

  Node(Type type, Object value) {
    this.type = type;
    this.value = value;
  }

  static Node path(Node step) {
    Node path = new Node(Type.PATH, null);
    path.steps = new ArrayList<>();
    path.steps.add(step);
    return path;
  }

  boolean isOperator(String sign) {
    return type == Type.BINARY && sign.equals(value);
  }

  String text() {
    return (String) value;
  }
}
