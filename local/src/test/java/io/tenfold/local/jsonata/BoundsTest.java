package io.tenfold.local.jsonata;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenfold.local.jsonata.function.BuiltIns;
import io.tenfold.local.jsonata.value.EvaluationInterrupted;
import io.tenfold.local.jsonata.value.JsonataError;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No expression runs for ever, takes all memory, or holds up who wants to end it. */
@Timeout(300)
class BoundsTest {
  private static final Map<String, Object> FUNCTIONS = new BuiltIns().byName();

  private static Object evaluate(String expression) {
    return new Jsonata(expression, FUNCTIONS).evaluate(null, Map.of(), 0);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          $round(1e308, 1e308) + $number('1e400')                          | cast
          $match('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab', /(a+)+$/)  | takes too long
          $match($pad('', 200000, 'a'), /([ab])*c/)                        | too
          ($f := function($n) { 1 + $f($n + 1) }; $f(0))                   | recurses without end
          ($f := function($n) { $f($n + 1) }; $f(0))                       | takes too long
          $pad('x', 1e9)                                                   | memory limit exceeded
          $pad('x', -1e300)                                                | memory limit exceeded
          [1..10000000].[1..10000000]                                      | memory limit exceeded
          ($d := function($s) { $d($s & $s) }; $d('xx'))                   | too large
          ($d := function($a) { $d($append($a, $a)) }; $d([1, 2]))         | memory limit exceeded
          $join([1..10000000].$string())                                   | too
          $reduce([1..100000], $append)                                    | memory limit exceeded
          $zip([1..10000000], [1..10000000], [1..10000000])                | memory limit exceeded
          $replace($pad('', 250000, 'a'),  'a', $pad('', 100000, 'b'))     | memory limit exceeded
          $formatNumber(0, '0.0e0')                                        | only positive numbers
          $formatInteger(1e300, 'I')                                       | out of range
          $formatInteger(1/0, 'a')                                         | out of range
          $formatInteger(1/0, 'w')                                         | call stack
          """)
  void whatWouldNotEndFails(String expression, String why) {
    assertThatThrownBy(() -> evaluate(expression))
        .isInstanceOf(JsonataError.class)
        .hasMessageContaining(why);
  }

  @Test
  void aNestingThatTheStackHasNoRoomForIsRefused() {
    String deep = "(".repeat(200_000) + "1" + ")".repeat(200_000);
    assertThatThrownBy(() -> evaluate(deep))
        .isInstanceOf(JsonataError.class)
        .hasMessageContaining("nested too deep");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "($f := function($n) { $f($n + 1) }; $f(0))",
        "$match('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab', /(a+)+$/)",
        "$sort([1..3000000], function($a, $b) { $a < $b })",
        "$map([1..9000000], function($n) { $contains('abcdefghijklmnopqrstuvwxyz', 'z') })"
      })
  void anInterruptEndsAnEvaluation(String expression) throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    Future<Object> running = thread.submit(() -> evaluate(expression));
    Thread.sleep(20);
    thread.shutdownNow();
    assertThatThrownBy(() -> running.get(200, TimeUnit.SECONDS))
        .hasCauseInstanceOf(EvaluationInterrupted.class);
  }
}
