package io.tenfold.function.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tenfold.function.InvalidEnvelope;
import io.tenfold.function.RecordRejected;
import io.tenfold.function.UnwritableOutput;
import io.tenfold.function.json.RecordJson;
import io.tenfold.function.json.StreamedJsonTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Payloads that no workflow sends, and records that no file of anyone's has. */
class EnvelopePropertyTest {
  private static final String[] VALUES = {
    "null",
    "true",
    "false",
    "0",
    "-0",
    "1",
    "-1",
    "17",
    "1.0",
    "1.50",
    "1e2",
    "1e-400",
    "1e400",
    "1e2147483648",
    "-1e-2147483649",
    "2147483648",
    "9223372036854775807",
    "9223372036854775808",
    "123456789012345678901234567890.123456789",
    "\"\"",
    "\" \"",
    "\"1\"",
    "\"RED\"",
    "\"red\"",
    "\"2026-01-31\"",
    "\"2026-02-30\"",
    "\"Zoë \uD83E\uDE91\"",
    "\"\\ud800\"",
    "\"\\u0000\"",
    "[]",
    "[1]",
    "[null]",
    "[[1, null]]",
    "{}",
    "{\"a\": 1.10}",
    "{\"name\": \"n\", \"count\": 1}",
    "{\"name\": \"rejected\", \"count\": 1}",
    "[{\"name\": \"n\", \"count\": 2}]",
    "{\"index\": 1, \"record\": 2}",
    "tru",
    "01",
    "+1",
    "NaN",
    "'a'",
    "[1,]",
    "{\"a\":}",
    "\"\\x\"",
    "\"open",
    "[",
    "/**/1",
    "\u0001"
  };

  private static final List<String> FIELDS =
      List.of(
          "text", "number", "size", "big", "money", "ratio", "share", "maybe", "flag", "colour",
          "day", "inner", "list", "table", "prices");

  private static final JsonMapper SECOND_OPINION =
      JsonMapper.builder(new JsonFactory())
          .enable(
              DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS,
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .build();

  private final EnvelopeReader envelopes = new EnvelopeReader();
  private final RecordJson streamed =
      RecordJson.of(StreamedJsonTest.All.class, StreamedJsonTest.All.class);
  private final RecordJson databind = RecordJson.of(StreamedJsonTest.All.class, Object.class);

  /** Bytes, which a failure shows as text. */
  record Payload(byte[] bytes) {
    @Override
    public String toString() {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  @Provide
  Arbitrary<Payload> payloads() {
    Arbitrary<String> members =
        Combinators.combine(
                Arbitraries.of("index", "index", "record", "record", "other", "Index", ""),
                Arbitraries.of(VALUES),
                Arbitraries.of("", " ", "\n"))
            .as((name, value, space) -> space + '"' + name + "\":" + space + value + space)
            .list()
            .ofMaxSize(3)
            .map(all -> "{" + String.join(",", all) + "}");
    Arbitrary<String> whole =
        Arbitraries.of(VALUES)
            .map(record -> "{\"index\":17,\"record\":" + record + ",\"index2\":1}")
            .map(json -> json.replace(",\"index2\":1", ""));
    return Combinators.combine(
            Arbitraries.oneOf(members, whole),
            Arbitraries.of("", "", "", "\uFEFF", " "),
            Arbitraries.of("", "", "", "\n", "{}", "x"),
            Arbitraries.integers().between(-30, 10_000),
            Arbitraries.bytes())
        .as(
            (json, before, after, place, wrong) -> {
              byte[] bytes = utf8(before + json + after);
              if (place >= 9_000) {
                bytes[place % bytes.length] = wrong;
              }
              return new Payload(
                  place < 0 ? java.util.Arrays.copyOf(bytes, bytes.length / 2) : bytes);
            });
  }

  @Property
  void aPayloadIsAnEnvelopeOrRefused(@ForAll("payloads") Payload payload) throws IOException {
    Optional<Envelope> read = read(payload.bytes());
    if (read.isPresent()) {
      JsonNode whole = secondOpinion(payload.bytes());
      if (whole != null) {
        assertThat(whole.get("index").longValue()).isEqualTo(read.get().index());
        assertThat(SECOND_OPINION.readTree(read.get().record())).isEqualTo(whole.get("record"));
      }
    }
  }

  private Optional<Envelope> read(byte[] payload) {
    try {
      return Optional.of((Envelope) envelopes.read(payload));
    } catch (InvalidEnvelope | RecordRejected refused) {
      assertThat(refused).hasMessageNotContaining("null pointer");
      return Optional.empty();
    }
  }

  // What Jackson's own tree cannot hold, as 1e2147483648, it has no opinion on.
  private static JsonNode secondOpinion(byte[] json) throws IOException {
    try {
      return SECOND_OPINION.readTree(json);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  @Property
  void anEnvelopeThatTheEngineWritesIsRead(@ForAll("records") String record) throws IOException {
    byte[] json = utf8("{\"index\":17,\"record\":" + record + "}");
    JsonNode whole;
    try {
      whole = secondOpinion(json);
    } catch (com.fasterxml.jackson.core.JsonProcessingException broken) {
      assertThat(read(json)).isEmpty();
      return;
    }
    if (whole == null) {
      read(json);
      return;
    }
    assertThat(read(json))
        .hasValueSatisfying(
            envelope -> {
              assertThat(envelope.index()).isEqualTo(17);
              assertThat(envelope.record()).isEqualTo(utf8(record));
            });
  }

  @Property
  void ofSeveralRecordsEachIsReadAsByItself(
      @ForAll("records") String first, @ForAll("records") String second) {
    String one = "{\"index\":17,\"record\":" + first + "}";
    String other = "{\"record\":" + second + ",\"index\":18,\"textValues\":true}";
    Optional<Envelope> expected = read(utf8(one));
    Optional<Envelope> expectedOther = read(utf8(other));
    byte[] both = utf8("{\"Items\":[" + one + ", " + other + "]}");
    if (expected.isPresent() && expectedOther.isPresent()) {
      assertThat(((BatchEnvelope) envelopes.read(both)).items())
          .containsExactly(expected.get(), expectedOther.get());
    } else {
      assertThatThrownBy(() -> envelopes.read(both)).isInstanceOf(InvalidEnvelope.class);
    }
  }

  @Provide
  Arbitrary<String> records() {
    return Arbitraries.randomValue(EnvelopePropertyTest::record);
  }

  private static String record(Random random) {
    return IntStream.range(0, FIELDS.size())
        .filter(i -> random.nextInt(8) > 0)
        .mapToObj(i -> "\"" + FIELDS.get(i) + "\": " + value(FIELDS.get(i), random))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String value(String field, Random random) {
    if (random.nextInt(12) == 0) {
      return VALUES[random.nextInt(VALUES.length)];
    }
    return switch (field) {
      case "text" -> random.nextBoolean() ? "\"\\u00e9 Zoë\"" : "\"" + random.nextInt() + "\"";
      case "number" -> "" + random.nextInt();
      case "size" -> "" + random.nextLong();
      case "big" -> random.nextLong() + "" + Math.abs(random.nextInt());
      case "money" -> random.nextInt() + "." + random.nextInt(1000) + "0";
      case "ratio", "share" ->
          random.nextBoolean()
              ? "" + random.nextDouble()
              : random.nextInt() + "e" + (random.nextInt(700) - 350);
      case "maybe", "flag" -> "" + random.nextBoolean();
      case "colour" -> random.nextBoolean() ? "\"RED\"" : "\"GREEN\"";
      case "day" ->
          String.format(
              "\"%04d-%02d-%02d\"", random.nextInt(10_000), random.nextInt(14), random.nextInt(33));
      case "inner" -> inner(random);
      case "list" ->
          Stream.generate(() -> inner(random)).limit(random.nextInt(3)).toList().toString();
      case "table" -> "[[" + random.nextInt() + ", null], []]";
      default ->
          "{\"a\": "
              + random.nextDouble()
              + ", \"b\": null, \""
              + random.nextInt(3)
              + "\": 1e"
              + random.nextInt(30)
              + "}";
    };
  }

  private static String inner(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> "{\"name\": \"rejected\", \"count\": 1}";
      case 1 -> "{\"name\": \"broken\", \"count\": 1}";
      case 2 -> "null";
      default -> "{\"name\": \"n\", \"count\": " + random.nextInt() + "}";
    };
  }

  @Property
  void theTwoKindsOfJsonAgreeOnEveryRecord(@ForAll("records") String record) {
    Optional<Envelope> envelope = read(utf8("{\"index\":17,\"record\":" + record + "}"));
    // Databind takes [] for no date, and looks into arrays for one.
    if (envelope.isEmpty() || record.contains("\"day\": [")) {
      return;
    }
    Outcome one = outcome(streamed, envelope.get().record());
    Outcome other = outcome(databind, envelope.get().record());
    assertThat(one.value() == null).as("%s but %s", one, other).isEqualTo(other.value() == null);
    assertThat(one.value()).isEqualTo(other.value());
    assertThat(one.written()).isEqualTo(other.written());
  }

  /** What became of a record: what was read, and what that is written as; or the refusal. */
  record Outcome(Object value, String written, String refusal) {}

  private static Outcome outcome(RecordJson json, byte[] record) {
    try {
      Object value = json.read(record);
      return new Outcome(value, new String(json.write(17, value), StandardCharsets.UTF_8), null);
    } catch (RecordRejected | UnwritableOutput e) {
      return new Outcome(null, null, e.toString());
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
