package io.tenfold.local.asl.definition;

import io.tenfold.local.asl.jsonata.Template;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The workflow's variables that each state reads, as DescribeStateMachine tells them.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachine.html">DescribeStateMachine,
 *     variableReferences</a>
 */
public final class VariableReferences {
  private VariableReferences() {}

  /**
   * Returns the variables' names by the names of the states that read any, both in order; those of
   * a state within another are the inner one's.
   *
   * @param definition one that was found right
   */
  public static Map<String, Set<String>> of(String definition) {
    Map<String, Set<String>> references = new TreeMap<>();
    DefinitionJson.forEachState(
        DefinitionJson.parse(definition),
        "",
        (name, fields, at) -> {
          Map<Object, Object> own = new HashMap<>(fields);
          own.keySet().removeAll(Set.of("ItemProcessor", "Iterator", "Branches", "Comment"));
          Set<String> read = Template.variables(own);
          if (!read.isEmpty()) {
            references.put(name, read);
          }
        });
    return references;
  }
}
