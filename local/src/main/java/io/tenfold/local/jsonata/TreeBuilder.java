package io.tenfold.local.jsonata;

import io.tenfold.local.jsonata.value.JsonataError;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns what was parsed into what is evaluated: chains of dots into paths with their filters,
 * parent operators into variables of the step that they mean, and calls in tail position into such
 * that take no stack.
 */
final class TreeBuilder {
  private final List<Node.Slot> slots = new ArrayList<>();

  /**
   * Returns the tree of a parsed expression.
   *
   * @throws JsonataError if it is none
   */
  Node build(Node parsed) {
    Node tree = process(parsed);
    if (tree.type == Node.Type.PARENT || tree.seekingParent != null) {
      throw noParent();
    }
    return tree;
  }

  private static JsonataError noParent() {
    return new JsonataError(
        "S0217", "The object representing the 'parent' cannot be derived from this expression");
  }

  private Node process(Node node) {
    Node result =
        switch (node.type) {
          case BINARY -> binary(node);
          case NEGATION -> negation(node);
          case ARRAY -> array(node);
          case OBJECT -> object(node);
          case FUNCTION, PARTIAL -> call(node);
          case LAMBDA -> lambda(node);
          case CONDITION -> condition(node);
          case TRANSFORM -> transform(node);
          case BLOCK -> block(node);
          case NAME -> name(node);
          case PARENT -> parent();
          case OPERATOR -> operator(node);
          case END -> throw new JsonataError("S0207", "Unexpected end of expression");
          default -> node;
        };
    if (node.keepArray) {
      result.keepArray = true;
    }
    return result;
  }

  private Node operator(Node node) {
    if (node.value.equals("?")) {
      return node;
    }
    node.type = Node.Type.NAME;
    return process(node);
  }

  private static Node name(Node node) {
    Node path = Node.path(node);
    path.keepSingletonArray = node.keepArray;
    return path;
  }

  private Node parent() {
    Node parent = new Node(Node.Type.PARENT, "%");
    parent.slot = new Node.Slot(slots.size());
    slots.add(parent.slot);
    return parent;
  }

  private Node binary(Node node) {
    return switch (node.text()) {
      case "." -> path(node);
      case "[" -> filter(node);
      case "{" -> grouping(node);
      case "^" -> sort(node);
      case ":=" -> binding(node);
      case "@" -> focus(node);
      case "#" -> index(node);
      case "~>" -> application(node);
      default -> {
        Node result = new Node(Node.Type.BINARY, node.value);
        result.left = process(node.left);
        result.right = process(node.right);
        pushAncestry(result, result.left);
        pushAncestry(result, result.right);
        yield result;
      }
    };
  }

  private Node path(Node node) {
    Node first = process(node.left);
    Node path = first.type == Node.Type.PATH ? first : Node.path(first);
    if (first.type == Node.Type.PARENT) {
      path.seekingParent = new ArrayList<>(List.of(first.slot));
    }
    Node rest = process(node.right);
    if (rest.type == Node.Type.PATH) {
      path.steps.addAll(rest.steps);
    } else {
      if (rest.predicate != null) {
        rest.stages = rest.predicate;
        rest.predicate = null;
      }
      path.steps.add(rest);
    }
    for (Node step : path.steps) {
      if (step.type == Node.Type.NUMBER || step.type == Node.Type.VALUE) {
        throw new JsonataError(
            "S0213",
            "The literal value "
                + step.value
                + " cannot be used as a step within a path"
                + " expression");
      }
    }
    for (Node step : path.steps) {
      if (step.type == Node.Type.STRING) {
        step.type = Node.Type.NAME;
      }
      path.keepSingletonArray |= step.keepArray;
    }
    markConstructed(path.steps.get(0));
    markConstructed(path.steps.get(path.steps.size() - 1));
    resolveAncestry(path);
    return path;
  }

  private static void markConstructed(Node step) {
    if (step.type == Node.Type.ARRAY) {
      step.constructed = true;
    }
  }

  private static Node lastStep(Node node) {
    return node.type == Node.Type.PATH ? node.steps.get(node.steps.size() - 1) : node;
  }

  private Node filter(Node node) {
    Node result = process(node.left);
    boolean path = result.type == Node.Type.PATH;
    Node step = lastStep(result);
    if (step.group != null) {
      throw new JsonataError("S0209", "A predicate cannot follow a grouping expression in a step");
    }
    if (path && step.stages == null) {
      step.stages = new ArrayList<>();
    } else if (!path && step.predicate == null) {
      step.predicate = new ArrayList<>();
    }
    Node predicate = process(node.right);
    if (predicate.seekingParent != null) {
      for (Node.Slot slot : predicate.seekingParent) {
        if (slot.level == 1) {
          seekParent(step, slot);
        } else {
          slot.level--;
        }
      }
      pushAncestry(step, predicate);
    }
    (path ? step.stages : step.predicate).add(new Node.Stage(predicate, null));
    return result;
  }

  private Node grouping(Node node) {
    Node result = process(node.left);
    if (result.group != null) {
      throw new JsonataError("S0210", "Each step can only have one grouping expression");
    }
    List<Node[]> group = new ArrayList<>();
    for (Node[] pair : node.pairs) {
      group.add(new Node[] {process(pair[0]), process(pair[1])});
    }
    result.group = group;
    return result;
  }

  private Node sort(Node node) {
    Node left = process(node.left);
    Node path = left.type == Node.Type.PATH ? left : Node.path(left);
    Node sort = new Node(Node.Type.SORT, "^");
    sort.terms = new ArrayList<>();
    for (Node.Term term : node.terms) {
      Node expression = process(term.expression());
      pushAncestry(sort, expression);
      sort.terms.add(new Node.Term(expression, term.descending()));
    }
    path.steps.add(sort);
    resolveAncestry(path);
    return path;
  }

  private Node binding(Node node) {
    Node result = new Node(Node.Type.BIND, node.value);
    result.left = process(node.left);
    result.right = process(node.right);
    pushAncestry(result, result.right);
    return result;
  }

  private Node focus(Node node) {
    Node result = process(node.left);
    Node step = lastStep(result);
    if (step.stages != null || step.predicate != null) {
      throw new JsonataError(
          "S0215", "A context variable binding must precede any predicates on a step");
    }
    if (step.type == Node.Type.SORT) {
      throw new JsonataError(
          "S0216", "A context variable binding must precede the 'order-by' clause on a step");
    }
    if (node.keepArray) {
      step.keepArray = true;
    }
    step.focus = node.right.text();
    step.tuple = true;
    return result;
  }

  private Node index(Node node) {
    Node left = process(node.left);
    Node step = lastStep(left);
    Node result = left;
    if (left.type != Node.Type.PATH) {
      result = Node.path(left);
      if (step.predicate != null) {
        step.stages = step.predicate;
        step.predicate = null;
      }
    }
    if (step.stages == null) {
      step.index = node.right.text();
    } else {
      step.stages.add(new Node.Stage(null, node.right.text()));
    }
    step.tuple = true;
    return result;
  }

  private Node application(Node node) {
    Node result = new Node(Node.Type.APPLY, node.value);
    result.left = process(node.left);
    result.right = process(node.right);
    result.keepArray = result.left.keepArray || result.right.keepArray;
    return result;
  }

  private Node negation(Node node) {
    Node operand = process(node.left);
    if (operand.type == Node.Type.NUMBER) {
      operand.value = -(Double) operand.value;
      return operand;
    }
    Node result = new Node(Node.Type.NEGATION, "-");
    result.left = operand;
    pushAncestry(result, operand);
    return result;
  }

  private Node array(Node node) {
    Node result = new Node(Node.Type.ARRAY, "[");
    result.children = new ArrayList<>();
    for (Node item : node.children) {
      Node value = process(item);
      pushAncestry(result, value);
      result.children.add(value);
    }
    return result;
  }

  private Node object(Node node) {
    Node result = new Node(Node.Type.OBJECT, "{");
    result.pairs = new ArrayList<>();
    for (Node[] pair : node.pairs) {
      Node name = process(pair[0]);
      pushAncestry(result, name);
      Node value = process(pair[1]);
      pushAncestry(result, value);
      result.pairs.add(new Node[] {name, value});
    }
    return result;
  }

  private Node call(Node node) {
    Node result = new Node(node.type, node.value);
    result.children = new ArrayList<>();
    for (Node argument : node.children) {
      Node processed = process(argument);
      pushAncestry(result, processed);
      result.children.add(processed);
    }
    result.procedure = process(node.procedure);
    return result;
  }

  private Node lambda(Node node) {
    Node result = new Node(Node.Type.LAMBDA, null);
    result.children = node.children;
    result.signature = node.signature;
    result.body = process(node.body);
    markTail(result.body);
    return result;
  }

  private static void markTail(Node node) {
    if (node.type == Node.Type.FUNCTION && node.predicate == null) {
      node.tail = true;
    } else if (node.type == Node.Type.CONDITION) {
      markTail(node.then);
      if (node.otherwise != null) {
        markTail(node.otherwise);
      }
    } else if (node.type == Node.Type.BLOCK && !node.children.isEmpty()) {
      markTail(node.children.get(node.children.size() - 1));
    }
  }

  private Node condition(Node node) {
    Node result = new Node(Node.Type.CONDITION, null);
    result.condition = process(node.condition);
    pushAncestry(result, result.condition);
    result.then = process(node.then);
    pushAncestry(result, result.then);
    if (node.otherwise != null) {
      result.otherwise = process(node.otherwise);
      pushAncestry(result, result.otherwise);
    }
    return result;
  }

  private Node transform(Node node) {
    Node result = new Node(Node.Type.TRANSFORM, null);
    result.pattern = process(node.pattern);
    result.update = process(node.update);
    if (node.delete != null) {
      result.delete = process(node.delete);
    }
    return result;
  }

  private Node block(Node node) {
    Node result = new Node(Node.Type.BLOCK, null);
    result.children = new ArrayList<>();
    for (Node item : node.children) {
      Node part = process(item);
      pushAncestry(result, part);
      if (part.constructed || part.type == Node.Type.PATH && part.steps.get(0).constructed) {
        result.constructed = true;
      }
      result.children.add(part);
    }
    return result;
  }

  private Node.Slot seekParent(Node node, Node.Slot sought) {
    Node.Slot slot = sought;
    switch (node.type) {
      case NAME, WILDCARD:
        slot.level--;
        if (slot.level == 0) {
          if (node.ancestor != null) {
            slots.get(slot.index).label = node.ancestor.label;
          }
          node.ancestor = slot;
          node.tuple = true;
        }
        break;
      case PARENT:
        slot.level++;
        break;
      case BLOCK:
        if (!node.children.isEmpty()) {
          node.tuple = true;
          slot = seekParent(node.children.get(node.children.size() - 1), slot);
        }
        break;
      case PATH:
        node.tuple = true;
        int index = node.steps.size() - 1;
        slot = seekParent(node.steps.get(index--), slot);
        while (slot.level > 0 && index >= 0) {
          slot = seekParent(node.steps.get(index--), slot);
        }
        break;
      default:
        throw noParent();
    }
    return slot;
  }

  private static void pushAncestry(Node result, Node value) {
    if (value.seekingParent == null && value.type != Node.Type.PARENT) {
      return;
    }
    List<Node.Slot> sought = value.seekingParent == null ? new ArrayList<>() : value.seekingParent;
    if (value.type == Node.Type.PARENT) {
      sought.add(value.slot);
    }
    if (result.seekingParent == null) {
      result.seekingParent = sought;
    } else {
      result.seekingParent.addAll(List.copyOf(sought));
    }
  }

  private void resolveAncestry(Node path) {
    Node last = lastStep(path);
    List<Node.Slot> sought = last.seekingParent == null ? new ArrayList<>() : last.seekingParent;
    if (last.type == Node.Type.PARENT) {
      sought.add(last.slot);
    }
    for (Node.Slot each : List.copyOf(sought)) {
      Node.Slot slot = each;
      int index = path.steps.size() - 2;
      while (slot.level > 0) {
        if (index < 0) {
          if (path.seekingParent == null) {
            path.seekingParent = new ArrayList<>(List.of(slot));
          } else {
            path.seekingParent.add(slot);
          }
          break;
        }
        Node step = path.steps.get(index--);
        while (index >= 0 && step.focus != null && path.steps.get(index).focus != null) {
          step = path.steps.get(index--);
        }
        slot = seekParent(step, slot);
      }
    }
  }
}
