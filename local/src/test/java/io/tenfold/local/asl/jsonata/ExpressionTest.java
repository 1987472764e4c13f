package io.tenfold.local.asl.jsonata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenfold.local.asl.error.StateError;
import io.tenfold.local.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expressions as the interpreter evaluates them, library and what is built around it together. */
class ExpressionTest {
  private static final String INPUT =
      """
      {"none": null, "empty": [], "one": [7], "nested": [[1], [[2]]], "list": [1, null, 3],
       "objects": [{"a": 1}, {"a": null}, {}], "whole": 1.0, "int": 1, "big": 12345678901234567890,
       "long": 9007199254740993, "exact": 0.12345678901234567891, "thousand": 1e3, "zero": -0.0,
       "text": "1", "emptyObject": {}, "prices": [10, 9.99, 3000000000, 2.5]}
      """;

  static Object evaluate(String expression) {
    return evaluate(expression, Json.parse(INPUT), Map.of());
  }

  static Object evaluate(String expression, Object input, Map<String, Object> variables) {
    Map<String, Object> states = new LinkedHashMap<>();
    states.put("input", input);
    return new JsonataExpression(expression, "/States/S/Output", "Output")
        .evaluate(new ExpressionScope("S", 0, states, variables));
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          5 / 2                                         | 2.5
          4 / 2                                         | 2
          0.1 + 0.2                                     | 0.30000000000000004
          2147483647 + 1                                | 2147483648
          3000000000 * 2                                | 6000000000
          -7 % 3                                        | -1
          7.5 % 2                                       | 1.5
          $states.input.long                            | 9007199254740993
          $states.input.big                             | 12345678901234567890
          $states.input.exact                           | 0.12345678901234567891
          $states.input.thousand + 1                    | 1001
          $sum([1, 2])                                  | 3
          $sum($states.input.prices)                    | 3000000022.49
          $max($states.input.prices)                    | 3000000000
          $average([1, 2])                              | 1.5
          $round(2.5)                                   | 2
          $round(1.005, 2)                              | 1
          $floor(-1.5)                                  | -2
          $power(2, 40)                                 | 1099511627776
          $number('0.10')                               | 0.1
          $string(10 / 4)                               | "2.5"
          $string(4 / 2)                                | "2"
          'n=' & 3000000000                             | "n=3000000000"
          $formatNumber(1234.5, '#,##0.00')             | "1,234.50"
          $formatInteger(7, '000')                      | "007"
          """)
  void arithmeticIsThatOfJsonNumbers(String expression, String json) {
    assertThat(Json.write(evaluate(expression))).isEqualTo(json);
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          1 = 1.0                                                | true
          $states.input.whole = $states.input.int                | true
          $states.input.int = 1                                  | true
          [$states.input.whole] = [1]                            | true
          {'a': $states.input.whole} = {'a': 1}                  | true
          $states.input.zero = 0                                 | true
          3000000000 = 3e9                                       | true
          1 < 1.5                                                | true
          3000000000 > 2                                         | true
          $states.input.long > 2.5                               | true
          $states.input.big > 3000000000                         | true
          1 in [1.0, 2]                                          | true
          '1' = 1                                                | false
          $states.input.text = $states.input.int                 | false
          $states.input.none = null                              | true
          $states.input.none = false                             | false
          'a' < 'b'                                              | true
          $not($states.input.none)                               | true
          $exists($states.input.none)                            | true
          $exists($states.input.missing)                         | false
          $states.input.missing = null                           | false
          $boolean([0])                                          | false
          $boolean({})                                           | false
          """)
  void comparisonsAreThoseOfJsonValues(String expression, boolean expected) {
    assertThat(evaluate(expression)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          null                                          | null
          $states.input.none                            | null
          $states.input.list                            | [1,null,3]
          $states.input.list[1]                         | null
          $states.input.one                             | [7]
          $states.input.nested                          | [[1],[[2]]]
          $states.input.empty                           | []
          $states.input.emptyObject                     | {}
          {'kept': $states.input.none}                  | {"kept":null}
          {'dropped': $states.input.missing}            | {}
          [1, $states.input.missing, null]              | [1,null]
          $states.input.objects.a                       | [1,null]
          $count($states.input.list)                    | 3
          $type($states.input.list[1])                  | "null"
          $append([1], null)                            | [1,null]
          $map([1], function($v) { $v })                | 1
          $map([1, 2], function($v) { $v + 1 })         | [2,3]
          [$map([1], function($v) { $v })]              | [1]
          $states.input.one[$ > 8][]                    | undefined
          [$states.input.one[$ > 8]]                    | []
          [1..3]                                        | [1,2,3]
          [1..3][1]                                     | 2
          $merge([{'a': 1}, {'b': null}])               | {"a":1,"b":null}
          $keys({'a': 1, 'b': 2})                       | ["a","b"]
          $distinct([1, 1.0, '1'])                      | [1,"1"]
          $distinct([1, 1])                             | [1]
          $distinct([{'a': 1}, {'a': 1.0}])             | [{"a":1}]
          $string({'a': null, 'b': [1.0]})              | "{\\"a\\":null,\\"b\\":[1]}"
          $spread({'a': null})                          | {"a":null}
          $lookup({'a': null}, 'a')                     | null
          $type($lookup($states.input, 'none'))         | "null"
          $each({'a': 1}, function($v, $k) { $k })      | "a"
          $reverse($states.input.list)                  | [3,null,1]
          $zip([1, 2], ['a', 'b'])                      | [[1,"a"],[2,"b"]]
          $filter([1, null, 3], function($v) { $v != null }) | [1,3]
          """)
  void nullIsAValueAndUndefinedIsNone(String expression, String json) {
    if (json.equals("undefined")) {
      assertThatThrownBy(() -> evaluate(expression)).hasMessageContaining("returned nothing");
    } else {
      assertThat(Json.write(evaluate(expression))).isEqualTo(json);
    }
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          $contains('order-17', /-\\d+$/)               | true
          $match('a1b22', /[a-z](\\d+)/).groups         | ["1","22"]
          $replace('John Smith', /(\\w+)\\s(\\w+)/, '$2, $1') | "Smith, John"
          $split('a, b,c', /,\\s*/)                     | ["a","b","c"]
          $replace('Aa', /a/i, 'b')                     | "bb"
          $substringAfter('s3://b/k', '//')             | "b/k"
          $length('𝄞é')                                 | 2
          $substring('𝄞ab', 1)                          | "ab"
          $substring('𝄞ab', 0, 2)                       | "𝄞a"
          $substring('hello', -3)                       | "llo"
          $substring('hello', -9, 2)                    | "he"
          $substring('hello', 3, 9)                     | "lo"
          $substring('hello', 9)                        | ""
          $substring('hello', 1, 0)                     | ""
          $uppercase('straße')                          | "STRASSE"
          $pad('7', -3, '0')                            | "007"
          $base64decode($base64encode('Zoë'))           | "Zoë"
          $toMillis('2026-01-31T08:00:00Z')             | 1769846400000
          $fromMillis(1769846400000)                    | "2026-01-31T08:00:00.000Z"
          $fromMillis(1769846400000, '[Y0001]-[M01]-[D01]') | "2026-01-31"
          $toMillis('31.01.2026', '[D01].[M01].[Y0001]') | 1769817600000
          """)
  void textAndDateFunctionsWork(String expression, String json) {
    assertThat(Json.write(evaluate(expression))).isEqualTo(json);
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          $sort($states.input.prices)                                         | [2.5,9.99,10,3000000000]
          $sort(['b', 'a'])                                                   | ["a","b"]
          $sort([3, 1.5, 2], function($l, $r) { $l < $r })                    | [3,2,1.5]
          $sort([{'k':2,'n':1},{'k':1,'n':2},{'k':1,'n':3}], function($l, $r) { $l.k > $r.k }).n | [2,3,1]
          $states.input.prices^(>$)                                           | [3000000000,10,9.99,2.5]
          $sort([1])                                                          | [1]
          """)
  void sortingTakesAnyNumbersAndIsStable(String expression, String json) {
    assertThat(Json.write(evaluate(expression))).isEqualTo(json);
  }

  @Test
  void sortingManyTiesWorks() {
    Object sorted =
        evaluate("$sort([1..200].{'k': $ % 2, 'n': $}, function($l, $r) { $l.k > $r.k }).n");
    List<Object> expected = new ArrayList<>();
    for (int parity = 0; parity < 2; parity++) {
      for (int n = 1; n <= 200; n++) {
        if (n % 2 == parity) {
          expected.add(n);
        }
      }
    }
    assertThat(sorted).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          $states.input.missing                       | returned nothing (undefined)
          function($x) { $x }                         | returned a function
          {'f': function($x) { $x }}                  | returned a function
          [$uppercase, 1]                             | returned a function
          $sum                                        | returned a function
          1 / 0 + 1                                   | threw an error
          'a' + 1                                     | threw an error
          1 < 'a'                                     | threw an error
          $number('a')                                | threw an error
          $error('my own')                            | my own
          $undefinedFunction(1)                       | threw an error
          $undefinedVariable                          | returned nothing (undefined)
          ($f := function($n) { 1 + $f($n) }; $f(0))  | recurses without end
          $sort([1, 'a'])                             | an array of strings or an array of numbers
          """)
  void whatCannotBeEvaluatedIsAQueryEvaluationErrorThatSaysWhere(String expression, String why) {
    assertThatThrownBy(() -> evaluate(expression))
        .isInstanceOfSatisfying(
            StateError.class,
            e -> {
              assertThat(e.error()).isEqualTo("States.QueryEvaluationError");
              assertThat(e.cause()).contains(why, "'S'", "'Output'", expression);
            });
  }

  @ParameterizedTest(name = "{0} is {1}, as measured on AWS")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [1/0]                                       | ["Infinity"]
          [-1/0, 0/0]                                 | ["-Infinity","NaN"]
          $string(1e20)                               | "100000000000000000000"
          $count($range(1, 200000, 1))                | 200000
          $range(1, 9, 9)                             | 1
          $range(1.9, 3.5, 1.2)                       | [1,2,3]
          $number('9223372036854775808')              | 9223372036854776000
          $states.input.big + 0                       | 12345678901234567000
          """)
  void whatAwsDoesComesFirst(String expression, String json) {
    assertThat(Json.write(evaluate(expression))).isEqualTo(json);
  }

  @Test
  void whatIsSelectedIsTheVeryValueThatCameIn() {
    Object input = Json.parse(INPUT);
    assertThat(evaluate("$states.input", input, Map.of())).isSameAs(input);
    Map<?, ?> wrapped = (Map<?, ?>) evaluate("{'record': $states.input}", input, Map.of());
    assertThat(wrapped.get("record")).isSameAs(input);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          $list{'a': 1}
          $append($list, [1])
          ($list ~> $append(1)) ~> $reverse()
          $sort($prices)
          $merge([$states.input, {'int': 3}])
          $shuffle($prices)
          $map($list, function($v) { $v })
          $states.input.*
          $states.input.**
          """)
  void anExpressionChangesNothingOfWhatItReads(String expression) {
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("int", 1);
    input.put("list", new ArrayList<>());
    input.put(
        "nulls",
        new ArrayList<>(Json.parse("[null, {\"a\": null}]") instanceof List<?> l ? l : List.of()));
    Map<String, Object> variables = new HashMap<>();
    variables.put("list", input.get("list"));
    variables.put("prices", Json.parse("[3, 1, 2]"));
    String before = Json.write(input) + Json.write(variables.get("prices"));
    try {
      evaluate(expression, input, variables);
    } catch (StateError e) {
      assertThat(e.cause()).contains("undefined");
    }
    assertThat(Json.write(input) + Json.write(variables.get("prices"))).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"[1..5]", "$map([1, 2], function($v) { {'v': [$v]} })", "$append([], [1..3])"})
  void resultsArePlainJsonAndNotTheLibrarysSequences(String expression) {
    Object result = evaluate(expression);
    assertThat(result).isExactlyInstanceOf(ArrayList.class);
    ((List<?>) result)
        .forEach(
            element -> {
              if (element instanceof Map<?, ?> map) {
                assertThat(map.get("v")).isExactlyInstanceOf(ArrayList.class);
              }
            });
  }

  @Test
  void aTransformWorksOnACopy() {
    Object input = Json.parse("{\"a\": {\"b\": 1, \"c\": null}, \"d\": 0.1}");
    assertThat(Json.write(evaluate("$states.input ~> |a|{'b': 2}, ['c']|", input, Map.of())))
        .isEqualTo("{\"a\":{\"b\":2},\"d\":0.1}");
    assertThat(Json.write(input)).isEqualTo("{\"a\":{\"b\":1,\"c\":null},\"d\":0.1}");
  }

  @Test
  void aVariableHidesAFunctionOfItsName() {
    assertThat(evaluate("$sum", Map.of(), Map.of("sum", 7))).isEqualTo(7);
    assertThat(evaluate("$now", Map.of(), Map.of("now", 8))).isEqualTo(8);
  }

  @Test
  void aVariableThatIsNullIsNotUndefined() {
    Map<String, Object> variables = new HashMap<>();
    variables.put("none", null);
    assertThat(evaluate("$type($none)", Map.of(), variables)).isEqualTo("null");
    assertThat(evaluate("$none", Map.of(), variables)).isNull();
  }

  @Test
  void anExpressionsOwnVariablesStayWithinIt() {
    assertThat(evaluate("($x := 5; $x + $y)", Map.of(), Map.of("x", 1, "y", 2))).isEqualTo(7);
    assertThat(evaluate("$x", Map.of(), Map.of("x", 1))).isEqualTo(1);
  }

  @Test
  void nowIsTheTimeOfTheEvaluationAndOneMomentWithinIt() throws Exception {
    JsonataExpression now = new JsonataExpression("$millis()", "/", "Output");
    ExpressionScope scope = new ExpressionScope("S", 0, Map.of(), Map.of());
    long first = ((Number) now.evaluate(scope)).longValue();
    Thread.sleep(3);
    long second = ((Number) now.evaluate(scope)).longValue();
    assertThat(second).isGreaterThan(first).isCloseTo(System.currentTimeMillis(), within(60_000L));
    assertThat(evaluate("$count($distinct([1..2000].$millis()))")).isEqualTo(1);
    assertThat((String) evaluate("$now()")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:.*Z");
    assertThat((String) evaluate("$now('[Y0001]')")).matches("\\d{4}");
  }

  private static org.assertj.core.data.Offset<Long> within(long value) {
    return org.assertj.core.data.Offset.offset(value);
  }

  @Test
  void oneExpressionServesManyThreadsAtOnce() throws Exception {
    JsonataExpression expression =
        new JsonataExpression(
            "($first := $substring(?, 0, 2); $s := $map([1..20], function($i) { $i *"
                + " $states.input.n }); {'sum': $sum($s), 'first': $map(['abc', 'def'], $first),"
                + " 'null': $states.input.none, 'match': $match('x' & $states.input.n,"
                + " /\\d+/).match})",
            "/",
            "Output");
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Void>> tasks = new ArrayList<>();
      for (int t = 0; t < 8; t++) {
        int n = t + 1;
        tasks.add(
            () -> {
              Object input = Json.parse("{\"n\": " + n + ", \"none\": null}");
              for (int i = 0; i < 200; i++) {
                Object result =
                    expression.evaluate(
                        new ExpressionScope("S", 0, Map.of("input", input), Map.of()));
                assertThat(Json.write(result))
                    .isEqualTo(
                        "{\"sum\":"
                            + 210 * n
                            + ",\"first\":[\"ab\",\"de\"],\"null\":null,\"match\":\""
                            + n
                            + "\"}");
              }
              return null;
            });
      }
      for (Future<Void> done : threads.invokeAll(tasks)) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest
  @Timeout(30)
  @ValueSource(
      strings = {
        "%s",
        "$string(%s)",
        "true and %s",
        "false or $count([%s]) = 1",
        "$map([1, 2], function($n) { %s })"
      })
  void anInterruptEndsAnExpressionThatNeverEnds(String around) throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    String expression = String.format(around, "($f := function($n) { $f($n + 1) }; $f(0))");
    Future<Object> endless = thread.submit(() -> evaluate(expression));
    Thread.sleep(50);
    thread.shutdownNow();
    assertThatThrownBy(() -> endless.get(20, TimeUnit.SECONDS))
        .hasCauseInstanceOf(EvaluationStopped.class);
  }
}
