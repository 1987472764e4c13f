package io.tenfold.local.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What the buffer writes is what Jackson writes, and what is read from it is what was written. */
class JsonBufferPropertyTest {
  private static final JsonFactory JACKSON =
      JsonFactory.builder().disable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private static String byJackson(String text) throws IOException {
    StringWriter out = new StringWriter();
    try (JsonGenerator generator = JACKSON.createGenerator(out)) {
      generator.writeString(text);
    }
    return out.toString();
  }

  @Property(tries = 3_000)
  void aTextIsWrittenAsJacksonWritesIt(@ForAll List<Character> chars) throws IOException {
    StringBuilder text = new StringBuilder();
    chars.stream().filter(c -> !Character.isSurrogate(c)).forEach(text::append);
    text.appendCodePoint(0x1F600);
    assertThat(Json.write(text.toString())).isEqualTo(byJackson(text.toString()));
  }

  @Property(tries = 3_000)
  void anyTextIsReadAsItWasWrittenHalvesOfPairsToo(
      @ForAll @Size(max = 40) List<@IntRange(min = 0xD7F0, max = 0xE010) Integer> codes,
      @ForAll String rest) {
    StringBuilder text = new StringBuilder(rest);
    codes.forEach(code -> text.append((char) (int) code));
    byte[] written = Json.writeBytes(text.toString());
    assertThat(new String(written, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8))
        .as("it is UTF-8")
        .isEqualTo(written);
    assertThat(Json.parse(written)).isEqualTo(text.toString());
  }

  @Property(tries = 3_000)
  void aWholeNumberIsWrittenDigitByDigit(@ForAll long number, @ForAll int small) {
    assertThat(Json.write(number)).isEqualTo(Long.toString(number));
    assertThat(Json.write(small)).isEqualTo(Integer.toString(small));
  }

  @Property(tries = 3_000)
  void aDecimalIsTheSameDoubleAgainAndItsLengthIsKnown(
      @ForAll double number, @ForAll @IntRange(min = -2_000_000, max = 2_000_000) int hundredths) {
    for (double value : new double[] {number, hundredths / 100.0, hundredths / 1e9}) {
      if (Double.isFinite(value)) {
        String written = Json.write(value);
        assertThat(Double.parseDouble(written)).isEqualTo(value == 0 ? 0 : value);
        assertThat(Json.length(value)).isEqualTo(written.length());
      }
    }
  }

  @Example
  void theEndsOfItsRangesAreWritten() {
    assertThat(Json.write(Arrays.asList(Long.MIN_VALUE, Long.MAX_VALUE, 0, -1, 9, 10, -10)))
        .isEqualTo("[-9223372036854775808,9223372036854775807,0,-1,9,10,-10]");
    assertThat(Json.write(List.of(0.5, -0.05, 1.0, 12.3, 99.99, 1e21, 1e-7, 1e20, 1.5e-6, -0.0)))
        .isEqualTo("[0.5,-0.05,1,12.3,99.99,1.0E21,1.0E-7,100000000000000000000,0.0000015,0]");
    assertThat(Json.write(List.of(new BigInteger("9".repeat(30)), new BigDecimal("1.10"))))
        .isEqualTo("[" + "9".repeat(30) + ",1.10]");
    assertThat(Json.write("\b\t\n\f\r\u0000\u001f\u007f\"\\/é€😀\ud83d"))
        .isEqualTo("\"\\b\\t\\n\\f\\r\\u0000\\u001F\u007f\\\"\\\\/é€😀\\uD83D\"");
    assertThat(Json.write(Map.of())).isEqualTo("{}");
    assertThat(Json.write(List.of(List.of(), true))).isEqualTo("[[],true]");
    assertThat(Json.write(null)).isEqualTo("null");
  }

  @Example
  void whatHasNoJsonFormIsRefused() {
    for (Object value : new Object[] {Double.NaN, Double.POSITIVE_INFINITY, 'c', new int[0]}) {
      assertThatThrownBy(() -> Json.write(List.of(value)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("has no JSON form");
    }
  }

  @Example
  void peopleGetAMemberALine() {
    Map<String, Object> inner = new LinkedHashMap<>();
    inner.put("a", Arrays.asList(1, null, Map.of("b", "ë")));
    inner.put("empty", List.of());
    inner.put("none", Map.of());
    assertThat(new String(Json.writePretty(inner), StandardCharsets.UTF_8))
        .isEqualTo(
            """
            {
              "a" : [ 1, null, {
                "b" : "ë"
              } ],
              "empty" : [ ],
              "none" : { }
            }\
            """);
  }
}
