package io.tenfold.local.asl.jsonata;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.local.json.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Where the JSONata library differs from JSONata, and so from Step Functions, in a way that a
 * workflow can see. A test that fails here says that the library was mended.
 */
class KnownLimitationsTest {

  @ParameterizedTest(name = "{2}: {0} is {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          $count($match('abab', /b/, 1))         | 2                   | the limit of $match is ignored (1)
          /(a)b/('ab').groups                    | ["ab"]              | a pattern that is called has no groups (["a"])
          $string({'n': 'O’B'})                  | "{\\"n\\":\\"O\\\\u2019B\\"}" | $string escapes punctuation within objects (O’B)
          $string(123456789012345680000)         | "1.23456789012346e+20" | $string writes large numbers with an exponent (123456789012346000000)
          $sum([0.1, 0.2, 0.3])                  | 0.6                 | $sum adds more exactly than JavaScript (0.6000000000000001)
          $missing ?? 1                          | 1                   | operators are accepted that JSONata 2.0 lacks (refused)
          """)
  void theLibraryDiffersFromJsonata(String expression, String json, String what) {
    assertThat(Json.write(ExpressionTest.evaluate(expression))).isEqualTo(json);
  }
}
