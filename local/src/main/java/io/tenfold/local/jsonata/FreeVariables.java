package io.tenfold.local.jsonata;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The variables that an expression reads and does not bind itself. */
final class FreeVariables {
  private final Set<String> found = new TreeSet<>();

  private FreeVariables() {}

  /** Returns their names, in order; those of functions are among them. */
  static Set<String> of(Node tree) {
    FreeVariables variables = new FreeVariables();
    variables.collect(tree, new HashSet<>());
    return variables.found;
  }

  /**
   * Collects from a node.
   *
   * @param bound what is bound where it stands, to which it adds what it binds for those after it
   */
  private void collect(Node node, Set<String> bound) {
    if (node == null) {
      return;
    }
    switch (node.type) {
      case VARIABLE -> {
        if (!node.text().isEmpty() && !node.value.equals("$") && !bound.contains(node.text())) {
          found.add(node.text());
        }
      }
      case BIND -> {
        if (node.right.type == Node.Type.LAMBDA) {
          bound.add(node.left.text()); // it may call itself
        }
        collect(node.right, bound);
        bound.add(node.left.text());
        return;
      }
      case LAMBDA -> {
        Set<String> within = new HashSet<>(bound);
        node.children.forEach(parameter -> within.add(parameter.text()));
        collect(node.body, within);
        return;
      }
      default -> {}
    }
    boolean scope = node.type == Node.Type.BLOCK || node.type == Node.Type.PATH;
    collectParts(node, scope ? new HashSet<>(bound) : bound);
  }

  private void collectParts(Node node, Set<String> bound) {
    collect(node.left, bound);
    collect(node.right, bound);
    collect(node.condition, bound);
    collect(node.then, bound);
    collect(node.otherwise, bound);
    collect(node.body, bound);
    collect(node.procedure, bound);
    collect(node.pattern, bound);
    collect(node.update, bound);
    collect(node.delete, bound);
    collectAll(node.children, bound);
    collectAll(node.steps, bound);
    if (node.focus != null) {
      bound.add(node.focus);
    }
    if (node.index != null) {
      bound.add(node.index);
    }
    collectStages(node.predicate, bound);
    collectStages(node.stages, bound);
    collectPairs(node.pairs, bound);
    collectPairs(node.group, bound);
    if (node.terms != null) {
      node.terms.forEach(term -> collect(term.expression(), bound));
    }
  }

  private void collectAll(List<Node> nodes, Set<String> bound) {
    if (nodes != null) {
      nodes.forEach(node -> collect(node, bound));
    }
  }

  private void collectStages(List<Node.Stage> stages, Set<String> bound) {
    if (stages != null) {
      for (Node.Stage stage : stages) {
        if (stage.index() != null) {
          bound.add(stage.index());
        }
        collect(stage.filter(), bound);
      }
    }
  }

  private void collectPairs(List<Node[]> pairs, Set<String> bound) {
    if (pairs != null) {
      for (Node[] pair : pairs) {
        collect(pair[0], bound);
        collect(pair[1], bound);
      }
    }
  }
}
