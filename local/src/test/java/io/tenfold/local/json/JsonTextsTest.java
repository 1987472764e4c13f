package io.tenfold.local.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts taken out of objects are those that the parser would have made. */
class JsonTextsTest {
  /** Longer than what the parser reads at once, and than what is kept. */
  private static final int LONG = 300_000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":\"\",\"b\":\"x\"}",
        "{ \"a\" : \"1\" ,\n \"b\" :\t\"2\" \n , \"c\":\"3\"\r\n}",
        "{\"a\":\"{\\\"index\\\":7,\\\"t\\\":\\\"\\\\u00e9\\\\n"
            + "\\\"}\",\"b\":1,\"c\":\"\\/\\b\\t\\n"
            + "\\f\\r"
            + "\"}",
        "{\"a\":\"\\u00e9\\ud83d\\ude00\\ud83d\",\"b\":\"é“☕\uD83D\uDE00\uFFFD\"}",
        "{\"a\":\"ends in \\\\\",\"b\":\"\\\"\",\"c\":\",\"}"
      })
  void theyAreWhatTheParserMakes(String object) throws IOException {
    assertThat(taken(object, StandardCharsets.UTF_8)).isEqualTo(made(object));
    assertThat(taken("\uFEFF" + object, StandardCharsets.UTF_8)).isEqualTo(made(object));
    assertThat(taken(object.replace("\uD83D\uDE00", ""), StandardCharsets.UTF_16BE))
        .isEqualTo(made(object.replace("\uD83D\uDE00", "")));
  }

  @Test
  void halvesOfAPairThatAreEncodedAloneAreWhatTheParserMakesOfThem() throws IOException {
    byte[] object = "{\"a\":\"######\"}".getBytes(StandardCharsets.UTF_8);
    byte[] halves = {(byte) 0xED, (byte) 0xA0, (byte) 0xBD, (byte) 0xED, (byte) 0xB8, (byte) 0x80};
    System.arraycopy(halves, 0, object, 6, halves.length);
    try (JsonParser parser = Json.parser(new ByteArrayInputStream(object))) {
      parser.nextToken();
      parser.nextToken();
      parser.nextToken();
      assertThat(taken(object)).containsExactly(parser.getText());
    }
  }

  @Property(tries = 2_000)
  void anyTextIsTakenAsItWasWritten(@ForAll String text) throws IOException {
    String json = Json.write(List.of(text));
    assertThat(taken(Json.write(Map.of("a", json)), StandardCharsets.UTF_8)).containsExactly(json);
    assertThat(taken(Json.write(Map.of("a", text)), StandardCharsets.UTF_8)).containsExactly(text);
  }

  @Test
  void whereverABufferEnds() throws IOException {
    for (int length = 7_960; length < 8_020; length++) {
      String object = "{\"a\":\"" + "x".repeat(length) + "\\\"\",\"b\" : \"\\\\\"  ,  \"c\":\"é\"}";
      assertThat(taken(object, StandardCharsets.UTF_8)).isEqualTo(made(object));
    }
    String object = "{\"a\":\"" + "é".repeat(LONG) + "\",\"b\":\"" + "\\n".repeat(LONG) + "\"}";
    assertThat(taken(object.repeat(3), StandardCharsets.UTF_8))
        .isEqualTo(
            List.of(made(object), made(object), made(object)).stream()
                .flatMap(List::stream)
                .toList());
  }

  @Test
  void aTextThatBreaksOffIsAFault() {
    assertThatThrownBy(() -> taken("{\"a\":\"b", StandardCharsets.UTF_8))
        .isInstanceOf(JsonParseException.class);
    assertThatThrownBy(() -> taken("{\"a\":\"\\x\"}", StandardCharsets.UTF_8))
        .isInstanceOf(JsonParseException.class);
  }

  @Test
  void itIsNotMadeYet() throws IOException {
    assertThat(first("{\"a\":\"b\"}").isLiteral()).isTrue();
    assertThat(first("\uFEFF{\"a\":\"b\"}")).hasToString("b");
  }

  @Test
  void theBeginningIsAsciiOfTheText() throws IOException {
    JsonText text = first("{\"a\":\"{\\\"index\\\":7,\\\"é\\\":1}\"}");
    assertThat(text.beginning()).isEqualTo("{\"index\":7,\"");
    assertThat(first("{\"a\":\"\\/\\u0041\"}").beginning()).isEqualTo("/");
    assertThat(first("{\"a\":\"" + "x".repeat(100) + "\"}").beginning()).isEqualTo("x".repeat(40));
  }

  @Test
  void aWordThatMayBeThereIsSaidToBe() throws IOException {
    assertThat(first("{\"a\":\"{\\\"index\\\":1}\"}").mayContain("index", 0)).isTrue();
    assertThat(first("{\"a\":\"{\\\"index\\\":1}\"}").mayContain("index", 9)).isFalse();
    assertThat(first("{\"a\":\"\\u0069ndex\"}").mayContain("index", 0)).isTrue();
    assertThat(first("{\"a\":\"{\\\"\\\\u0069ndex\\\":1}\"}").mayContain("index", 0)).isTrue();
    assertThat(JsonText.of("\"\\u0069ndex\"").mayContain("index", 0)).isTrue();
    assertThat(JsonText.of("{\"index\":1}").mayContain("index", 3)).isFalse();
  }

  private static JsonText first(String object) throws IOException {
    try (JsonTexts texts =
        new JsonTexts(new ByteArrayInputStream(object.getBytes(StandardCharsets.UTF_8)))) {
      texts.next();
      texts.next();
      texts.next();
      return texts.take();
    }
  }

  private static List<String> taken(String objects, Charset charset) throws IOException {
    return taken(objects.getBytes(charset));
  }

  private static List<String> taken(byte[] objects) throws IOException {
    List<JsonText> taken = new ArrayList<>();
    try (JsonTexts texts = new JsonTexts(new ByteArrayInputStream(objects))) {
      for (JsonToken token = texts.next(); token != null; token = texts.next()) {
        if (token == JsonToken.VALUE_STRING) {
          taken.add(texts.take());
        }
      }
    }
    return taken.stream().map(JsonText::toString).toList();
  }

  private static List<String> made(String object) {
    List<String> made = new ArrayList<>();
    for (Object value : ((Map<?, ?>) Json.parse(object)).values()) {
      if (value instanceof String text) {
        made.add(text);
      }
    }
    return made;
  }
}
