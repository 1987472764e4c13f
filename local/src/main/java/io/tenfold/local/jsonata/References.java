package io.tenfold.local.jsonata;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What an expression names, as it is written.
 *
 * @param ofContext the names that it reads from the value that it is evaluated over, among them
 *     {@code $} for that value itself and {@code $$}
 * @param members the members that it reads of each variable, by the variable's name
 * @param variables the variables that it reads and does not bind itself, functions among them
 */
public record References(
    Set<String> ofContext, Map<String, Set<String>> members, Set<String> variables) {
  static References of(Node tree) {
    References references =
        new References(new LinkedHashSet<>(), new TreeMap<>(), FreeVariables.of(tree));
    references.collect(tree, true);
    return references;
  }

  /** Collects from a node that is evaluated over the context, or over what a path has come to. */
  private void collect(Node node, boolean top) {
    if (node == null) {
      return;
    }
    switch (node.type) {
      case PATH -> path(node, top);
      case NAME -> {
        if (top) {
          ofContext.add(node.text());
        }
      }
      case VARIABLE -> {
        if (node.value.equals("$") || top && node.value.equals("")) {
          ofContext.add("$" + node.value);
        }
      }
      default -> {}
    }
    collect(node.left, top);
    collect(node.right, top);
    collect(node.condition, top);
    collect(node.then, top);
    collect(node.otherwise, top);
    collect(node.body, top);
    collect(node.procedure, top);
    collect(node.pattern, false);
    collect(node.update, false);
    collect(node.delete, false);
    if (node.children != null && node.type != Node.Type.LAMBDA) {
      node.children.forEach(child -> collect(child, top));
    }
    collectPairs(node.pairs, top);
    collectPairs(node.group, false);
    collectStages(node.predicate);
    collectStages(node.stages);
    if (node.terms != null) {
      node.terms.forEach(term -> collect(term.expression(), false));
    }
  }

  private void path(Node path, boolean top) {
    for (int i = 0; i < path.steps.size(); i++) {
      collect(path.steps.get(i), top && i == 0);
    }
    if (path.steps.size() > 1
        && path.steps.get(0).type == Node.Type.VARIABLE
        && path.steps.get(1).type == Node.Type.NAME) {
      members
          .computeIfAbsent(path.steps.get(0).text(), name -> new LinkedHashSet<>())
          .add(path.steps.get(1).text());
    }
  }

  private void collectPairs(List<Node[]> pairs, boolean top) {
    if (pairs != null) {
      for (Node[] pair : pairs) {
        collect(pair[0], top);
        collect(pair[1], top);
      }
    }
  }

  private void collectStages(List<Node.Stage> stages) {
    if (stages != null) {
      stages.forEach(stage -> collect(stage.filter(), false));
    }
  }
}
