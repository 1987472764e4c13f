package io.tenfold.local.asl;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.local.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A path that is looked up gives what the library gives for it. */
class VariablePathTest {
  private static final Map<?, ?> VALUES =
      (Map<?, ?>)
          Json.parse(
              """
              {"text": "a", "yes": true, "no": false, "none": null, "n": 1, "d": 1.0, "zero": -0.0,
               "tiny": 1e-400, "empty": {}, "list": [], "one": [1], "two": [1, 2],
               "objects": [{"a": 1}, {"a": [2]}], "nested": {"a": {"b": {"c": "deep"}}},
               "and": {"or": 1}, "_x1": {"y_2": "z"}}
              """);

  private static Object evaluate(String text) {
    Map<String, Object> states = new LinkedHashMap<>();
    states.put("input", VALUES);
    Map<String, Object> variables = new LinkedHashMap<>();
    VALUES.forEach((name, value) -> variables.put((String) name, value));
    try {
      Bindings bindings = new Bindings("S", states, variables);
      return Json.write(new JsonataExpression(text, "/", "Output").evaluate(bindings));
    } catch (StateError e) {
      return e.error();
    } catch (DefinitionException e) {
      return "refused";
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$text",
        "$yes",
        "$no",
        "$none",
        "$n",
        "$d",
        "$zero",
        "$tiny",
        "$empty",
        "$list",
        "$one",
        "$two",
        "$objects.a",
        "$nested.a",
        "$nested.a.b.c",
        "$nested.missing",
        "$nested.a.b.c.d",
        "$missing",
        "$text.length",
        "$_x1.y_2",
        "$nested.and",
        "$and.or",
        "$states",
        "$states.input",
        "$states.input.text",
        "$states.input.one",
        "$states.input.none",
        "$states.input.d",
        "$states.missing",
        "$now",
        "$uuid",
        "$nested.in",
        "$nested.true"
      })
  void aPathIsLookedUpAsTheLibraryEvaluatesIt(String path) {
    assertThat(evaluate(path)).isEqualTo(evaluate("(" + path + ")"));
  }
}
