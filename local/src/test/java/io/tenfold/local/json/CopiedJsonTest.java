package io.tenfold.local.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CopiedJsonTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ \"a\" : [ 1, 2.50, -0, -0.0, 0.05, 0.005, 11.0, 11.25, 1e2, 1E-7, 9999999.75 ] }",
        "[12345678.25, 123456.75, 0.10, 0.1, 1e400, 1e-400, 123456789012345678901234567890]",
        "[\"\", \"\\u00e9\\/\\n\\u001f\", \"\\ud83d\\ude00\", \"\\ud83d\", \"x\\udc00y\"]",
        "{\"\\ud83d\":{\"\":null},\"b\":[true,false,[],{}]}",
        "\"text\"",
        "17"
      })
  void aCopiedValueIsWrittenAsOneThatWasRead(String text) throws IOException {
    JsonBuffer copied = new JsonBuffer(1);
    try (JsonParser bytes =
            Json.parser(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        JsonParser chars = Json.parser(text)) {
      bytes.nextToken();
      Json.copyValue(bytes, copied);
      chars.nextToken();
      Json.copyValue(chars, copied);
    }
    String written = Json.write(Json.parse(text));
    assertThat(new String(copied.toBytes(), StandardCharsets.UTF_8)).isEqualTo(written + written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":[1,-1,0,-0,17,0.5,11.25,123456789012345678,[],{},[[]]],\"b\":{\"\":null}}",
        "[true,false,null,\"\",\"é“☕\",\"\uD83D\uDE00\",\"\\\"\\\\\\n\\r\\t\\b\\f,]}\"]",
        "\"}\"",
        "17",
        "-0.25",
        "null"
      })
  void whatWasWrittenIsCopiedAsItStands(String text) {
    for (String after : new String[] {",\"origin\":\"a\"}", "}", "]"}) {
      JsonBuffer copied = new JsonBuffer(1).raw('>');
      boolean isCopied =
          copied.copyWritten(JsonText.of("{\"index\":0,\"record\":" + text + after), 20);
      // An amount below zero is read: few are.
      assertThat(isCopied).isEqualTo(!text.startsWith("-0."));
      assertThat(text(copied)).isEqualTo(isCopied ? ">" + text : ">");
    }
    assertThat(Json.write(Json.parse(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ \"a\":1}",
        "[1, 2]",
        "[11.0]",
        "[1.50]",
        "[1e2]",
        "[1234567.25]",
        "[1234567890123456789]",
        "[\"\\u00e9\"]",
        "[\"\\/\"]",
        "[\"\uD83D\"]",
        "[\"\uDE00\uD83D\"]",
        "[\"\t\"]",
        "[truE]",
        "[1",
        "[\"a]",
        "\"\\",
        "]",
        ",1",
        ""
      })
  void whatMayBeWrittenOtherwiseIsLeftToWhoReadsIt(String text) {
    JsonBuffer copied = new JsonBuffer(1).raw('>');
    assertThat(copied.copyWritten(JsonText.of(text), 0)).isFalse();
    assertThat(text(copied)).isEqualTo(">");
  }

  private static String text(JsonBuffer buffer) {
    return new String(buffer.toBytes(), StandardCharsets.UTF_8);
  }
}
