package io.tenfold.local.asl.jsonata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenfold.local.asl.error.StateError;
import io.tenfold.local.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The functions that Step Functions adds to JSONata. */
class StatesFunctionsTest {

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          $partition([1..5], 2)                  | [[1,2],[3,4],[5]]
          $partition([1..4], 4)                  | [[1,2,3,4]]
          $partition([1, null, [2]], 10)         | [[1,null,[2]]]
          $count($partition([1..10], 3))         | 4
          $range(0, 10, 5)                       | [0,5,10]
          $range(1, 4, 2)                        | [1,3]
          $range(3, 1, -1)                       | [3,2,1]
          [$range(2, 1, 1)]                      | []
          $range(1, 3, 1) = [1, 2, 3]            | true
          $hash('', 'MD5')                       | \"d41d8cd98f00b204e9800998ecf8427e\"
          $hash('', 'SHA-1')                     | "da39a3ee5e6b4b0d3255bfef95601890afd80709"
          $hash('Zoë', 'SHA-256') = $hash('Zoë', 'SHA-256')  | true
          $length($hash('a', 'SHA-384'))         | 96
          $length($hash('a', 'SHA-512'))         | 128
          $random(7) = $random(7)                | true
          $random() = $random()                  | false
          $random() < 1 and $random() >= 0       | true
          $uuid() = $uuid()                      | false
          $parse('{"a": [1, null, 2.50]}')       | {"a":[1,null,2.5]}
          $parse('{"a": [1, null]}').a[1]        | null
          $parse('12345678901234567890')         | 12345678901234567890
          $parse('null')                         | null
          $map([[1..3], [4, 5]], $partition(?, 2)) | [[[1,2],[3]],[[4,5]]]
          ($md5 := $hash(?, 'MD5'); $length($md5('a'))) | 32
          ['3', '4'].$parse($)                   | [3,4]
          $exists($parse($missing))              | false
          $exists($partition($missing, 2))       | false
          $partition([1, 2, 3])                  | [[1,2,3]]
          $partition([1, 2, 3, 4, 5], 2.6)       | [[1,2],[3,4],[5]]
          $now('[Y0001]', '+0000') = $fromMillis($millis(), '[Y0001]') | true
          """)
  void theyDoWhatStepFunctionsDocuments(String expression, String json) {
    assertThat(Json.write(ExpressionTest.evaluate(expression))).isEqualTo(json);
  }

  @Test
  void aUuidIsOfVersionFour() {
    assertThat((String) ExpressionTest.evaluate("$uuid()"))
        .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          $eval('1 + 1')           | $eval is not available
          $parse('{')              | D3137: Invalid JSON
          $parse('')               | D3137: Invalid JSON
          $parse(null)             | T0410: Argument 1 of function "parse" does not match function signature
          $parse()                 | returned nothing (undefined).
          $hash('a', 'CRC')        | D3137: Hash algorithm 'CRC' must be one of SHA-1, SHA-384, SHA-256, SHA-512, MD5
          $hash()                  | T0410: Argument 1 of function "hash" does not match function signature
          $hash(123, 'SHA-256')    | T0410: Argument 1 of function "hash" does not match function signature
          $uuid(null)              | T0410: Argument 1 of function "uuid" does not match function signature
          $random(77, 88)          | T0410: Argument 2 of function "random" does not match function signature
          $partition([1], 0)       | returned nothing (undefined).
          $partition([1], -1)      | D3137: Second argument must be zero or greater
          $partition([1], '2')     | T0410: Argument 2 of function "partition" does not match function signature
          $partition([1], 2, 99)   | T0410: Argument 3 of function "partition" does not match function signature
          $partition('a', 2)       | T0412: Argument 1 of function "partition" must be an array of undefined
          $range(1, 2, 0)          | returned nothing (undefined).
          $range(1, 2, 0.49)       | returned nothing (undefined).
          $range(1, 5)             | returned nothing (undefined).
          $range('a', 5, 1)        | T0410: Argument 1 of function "range" does not match function signature
          $sum('a')                | T0412: Argument 1 of function "sum" must be an array of numbers
          $range(0, 1e8, 1)        | more than 10000000
          $range('1', 2, 1)        | threw an error
          $hash('a')               | threw an error
          """)
  void theyRefuseWhatStepFunctionsRefuses(String expression, String why) {
    assertThatThrownBy(() -> ExpressionTest.evaluate(expression))
        .isInstanceOfSatisfying(
            StateError.class,
            e -> {
              assertThat(e.error()).isEqualTo("States.QueryEvaluationError");
              assertThat(e.cause()).contains(why);
            });
  }
}
