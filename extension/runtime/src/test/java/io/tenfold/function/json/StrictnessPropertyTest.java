package io.tenfold.function.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.function.RecordRejected;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/**
 * Both readers decide alike of documents that nobody thought of, value for value, word for word.
 */
class StrictnessPropertyTest {
  enum Colour {
    RED,
    GREEN
  }

  record Scalars(
      String text,
      int number,
      Integer boxed,
      long size,
      Long boxedSize,
      BigInteger big,
      BigDecimal money,
      double ratio,
      Double boxedRatio,
      boolean flag,
      Boolean boxedFlag,
      Colour colour,
      LocalDate day) {}

  record Lists(
      List<String> texts,
      List<Integer> numbers,
      List<Long> sizes,
      List<BigInteger> bigs,
      List<BigDecimal> moneys,
      List<Double> ratios,
      List<Boolean> flags,
      List<Colour> colours,
      List<LocalDate> days,
      List<List<Integer>> table) {}

  record Maps(
      Map<String, String> texts,
      Map<String, Integer> numbers,
      Map<String, Long> sizes,
      Map<String, BigInteger> bigs,
      Map<String, BigDecimal> moneys,
      Map<String, Double> ratios,
      Map<String, Boolean> flags,
      Map<String, Colour> colours,
      Map<String, LocalDate> days,
      Map<String, Map<String, BigDecimal>> table) {}

  record Nested(
      Scalars inner, List<Scalars> list, Map<String, Scalars> map, Lists lists, Maps maps) {}

  private static final Map<Class<?>, Readers> READERS =
      Map.of(
          Scalars.class, new Readers(Scalars.class),
          Lists.class, new Readers(Lists.class),
          Maps.class, new Readers(Maps.class),
          Nested.class, new Readers(Nested.class));

  private record Readers(RecordJson streamed, RecordJson databind) {
    Readers(Class<?> type) {
      this(new StreamedJson(type, type), new DatabindJson(type, type));
    }

    List<RecordJson> both() {
      return List.of(streamed, databind);
    }
  }

  /** A document and the type that it is read as. */
  record Document(Class<?> type, String json) {}

  @Property(tries = 9_000)
  void bothReadersDecideAlikeOfJson(@ForAll("documents") Document document) {
    Readers readers = READERS.get(document.type());
    Object streamed = outcome(() -> readers.streamed().read(bytes(document.json())));
    Object databind = outcome(() -> readers.databind().read(bytes(document.json())));

    if (!rejectedForEither(streamed, databind)) {
      assertThat(streamed).hasToString(databind.toString()).isEqualTo(databind);
    }
    collect(streamed);
    if (streamed.getClass().isRecord()) {
      assertThat(readers.streamed().write(1, streamed))
          .isEqualTo(readers.databind().write(1, databind));
    }
  }

  @Example
  void aNameThatCouldNotBeToldFromAPathIsQuoted() {
    for (RecordJson reader : READERS.get(Maps.class).both()) {
      assertThat(outcome(() -> reader.read(bytes("{\"\": 1}")))).asString().startsWith("\"\": ");
      assertThat(outcome(() -> reader.read(bytes("{\"days\": {\"\": 1}}"))))
          .asString()
          .startsWith("days.\"\": ");
      assertThat(outcome(() -> reader.read(bytes("{\"days\": {\"[0]\": 1}}"))))
          .asString()
          .startsWith("days.\"[0]\": ");
    }
  }

  @Property(tries = 4_000)
  void bothReadersDecideAlikeOfTextsOfCsv(@ForAll("rows") Document row) {
    Readers readers = READERS.get(row.type());
    Object streamed = outcome(() -> readers.streamed().readTexts(bytes(row.json())));
    Object databind = outcome(() -> readers.databind().readTexts(bytes(row.json())));

    assertThat(streamed).hasToString(databind.toString()).isEqualTo(databind);
    collect(streamed);
  }

  /**
   * A record with a field that comes twice may have another fault beside it, and is rejected for
   * either: one reader looks into what it does not know, and at what follows it, and one does not.
   */
  private static boolean rejectedForEither(Object streamed, Object databind) {
    return streamed instanceof String one
        && databind instanceof String other
        && (isTwice(one) || isTwice(other));
  }

  private static boolean isTwice(String reason) {
    return reason.endsWith(": is given twice");
  }

  /** Or a generator that makes nothing but rubbish would show nothing. */
  private static void collect(Object outcome) {
    Statistics.collect(outcome.getClass().isRecord());
    Statistics.coverage(
        coverage -> {
          coverage.check(true).percentage(share -> share > 15);
          coverage.check(false).percentage(share -> share > 15);
        });
  }

  @Provide
  Arbitrary<Document> documents() {
    List<Class<?>> types = List.of(Scalars.class, Lists.class, Maps.class, Nested.class);
    return Arbitraries.randomValue(
        random -> {
          Class<?> type = types.get(random.nextInt(types.size()));
          return new Document(type, new RandomRecord(random).of(type, 25));
        });
  }

  @Provide
  Arbitrary<Document> rows() {
    return Arbitraries.randomValue(
        random -> new Document(Scalars.class, new RandomRecord(random).row(Scalars.class, 25)));
  }

  private static Object outcome(Supplier<Object> reading) {
    try {
      return reading.get();
    } catch (RecordRejected e) {
      return e.getMessage();
    }
  }

  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
