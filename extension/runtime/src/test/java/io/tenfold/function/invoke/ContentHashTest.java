package io.tenfold.function.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import io.tenfold.function.json.RecordJson;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentHashTest {
  private final JsonFactory factory = RecordJson.newFactory();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"a":[1,{"b":null}]}       | ` { "a" : [ 1 , { "b" : null } ] } `
          "Zo\\u00eb \\ud83e\\ude91/" | "Zoë 🪑\\/"
          "\\ud83e"                  | "\\uD83E"
          {"a":1,"b":{"c":2,"d":3}}  | {"b":{"d":3,"c":2},"a":1}
          4.50                       | 4.5
          4.5                        | 45e-1
          100                        | 1E+2
          -12000                     | -1.2e4
          0                          | -0
          0.00                       | 0e7
          90071992547409930001       | 9.0071992547409930001e19
          1e-2147483646              | 10e-2147483647
          """)
  void isTheSameHoweverAValueIsWritten(String one, String other) {
    assertThat(hash(other)).isEqualTo(hash(one));
  }

  @Test
  void isAnotherForEveryOtherValue() {
    Map<Long, String> seen = new HashMap<>();
    String[] different = {
      "null",
      "true",
      "false",
      "0",
      "1",
      "-1",
      "10",
      "1.5",
      "15",
      "1e400",
      "1e2147483648",
      "1e2147483649",
      "90071992547409930001",
      "90071992547409930002",
      "\"\"",
      "\"0\"",
      "\"1\"",
      "\"a\"",
      "\"b\"",
      "\"ab\"",
      "\"ba\"",
      "\"null\"",
      "[]",
      "{}",
      "[null]",
      "[[]]",
      "[{}]",
      "[0]",
      "[1]",
      "[1,2]",
      "[2,1]",
      "[[1],2]",
      "[1,[2]]",
      "[1,1]",
      "[1,1,1]",
      "[\"ab\"]",
      "[\"a\",\"b\"]",
      "{\"a\":null}",
      "{\"a\":1}",
      "{\"1\":\"a\"}",
      "{\"a\":2}",
      "{\"b\":1}",
      "{\"a\":1,\"b\":2}",
      "{\"a\":2,\"b\":1}",
      "{\"a\":1,\"b\":1}",
      "{\"a\":2,\"b\":2}",
      "{\"a\":{\"b\":1},\"c\":2}",
      "{\"a\":{\"b\":1,\"c\":2}}",
      "{\"a\":{},\"b\":1}",
      "{\"a\":{\"b\":1}}",
      "{\"a\":[\"b\",1]}",
      "[\"a\",{\"b\":1}]"
    };

    for (String value : different) {
      assertThat(seen.put(hash(value), value)).as(value).isNull();
    }
  }

  /** A service may remember keys for years: no version of the function may make others. */
  @Test
  void staysWhatItIs() {
    assertThat(hash("{\"id\": \"ORD-1\", \"lines\": [{\"quantity\": 2, \"price\": 4.50}, null]}"))
        .isEqualTo(0xc8b769a2b49263ddL);
  }

  private long hash(String json) {
    return ContentHash.of(factory, json.getBytes(StandardCharsets.UTF_8));
  }
}
