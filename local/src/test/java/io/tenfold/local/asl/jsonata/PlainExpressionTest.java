package io.tenfold.local.asl.jsonata;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.local.asl.error.DefinitionException;
import io.tenfold.local.asl.error.StateError;
import io.tenfold.local.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A path, or a choice of two, that is looked up gives what the library gives for it. */
class PlainExpressionTest {
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
      ExpressionScope scope = new ExpressionScope("S", 0, states, variables);
      return Json.write(new JsonataExpression(text, "/", "Output").evaluate(scope));
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$yes ? $text : $n",
        "$no ? $text : $n",
        "$no?$text:$nested.a.b.c",
        "$no ? $n : $missing",
        "$yes ? $n : $missing",
        "$n ? $text : $empty",
        "$none ? $text : $empty",
        "$missing ? $text : $empty",
        "$empty ? $text : $n",
        "$list ? $text : $n",
        "$text ? $text : $n",
        "$no ? $one : $two",
        "$yes ? $one : $two",
        "$no ? $d : $zero",
        "$yes ? ($exists($missing) ? $missing : $text) : $n",
        "$no ? ($exists($missing) ? $missing : $text) : $n",
        "$no ? $yes ? 1 : $text",
        "$no ? $text : $yes ? $n : $d",
        "$yes ? $text : $n + 1",
        "$no ? ($n) : ($n + 1)",
        "$no ? (1) + (2) : $text",
        "$no ? ($f($f($f($f($n)))).x) : $text",
        "$no ? ($f($f($n)) : $text",
        "$no ? $text",
        "$no ? : $text",
        "$no ? (1) : (2) : $text",
        "$no ? $text",
        "$yes ? $text : $in.or : $n",
        "$no ? $nested.and : $text",
        "$no ? ('\\'' & ')') : $text",
        "$no ? (/* ) : $n */ 1) : $text",
        "$states.input.no ? $states.input.n : $states.input.text",
        "$no ? $text : $_x1.y_2"
      })
  void aChoiceIsLookedUpAsTheLibraryEvaluatesIt(String choice) {
    assertThat(evaluate(choice)).isEqualTo(evaluate("(" + choice + ")"));
  }

  @Test
  void whatEveryRecordMeetsIsLookedUp() {
    assertThat(PlainExpression.of("$retry ? $states.context.Map.Item.Value : $origin")).isNotNull();
    assertThat(PlainExpression.of("$retry ? ($exists($a.b) ? $a.b : $origin) : $origin"))
        .isNotNull();
    assertThat(PlainExpression.of("$no ? $yes ? 1 : $text")).isNull();
  }
}
