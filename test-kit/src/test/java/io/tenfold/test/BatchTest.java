package io.tenfold.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenfold.function.Processor;
import io.tenfold.function.RecordContext;
import io.tenfold.function.RecordProcessor;
import io.tenfold.function.RecordRejected;
import io.tenfold.function.TransientFailure;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a test learns of its batch, faults included. */
class BatchTest {
  record Item(String id, BigDecimal price) {}

  record Priced(String id, BigDecimal gross, LocalDate due) {}

  @Processor
  static class Pricing implements RecordProcessor<Item, Priced> {
    @Override
    public Priced process(Item item, RecordContext context) {
      if (item.price() == null) {
        throw new RecordRejected("price", "is missing");
      }
      if (context.remainingTime().toSeconds() < 1) {
        throw new TransientFailure("no time left");
      }
      return new Priced(
          item.id(), item.price().multiply(new BigDecimal("1.19")), LocalDate.of(2026, 1, 31));
    }
  }

  private static String items(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "{\"id\": \"I-%d\", \"price\": %d.50}".formatted(i, i))
        .toList()
        .toString();
  }

  @Test
  void everyOutputIsThereUnderItsIndex() {
    BatchResult result = Batch.of(Pricing::new).runJson(items(25));

    assertThat(result.status()).isEqualTo("SUCCEEDED");
    assertThat(result.total()).isEqualTo(25);
    assertThat(result.succeeded()).isEqualTo(25);
    assertThat(result.output(7, Priced.class))
        .isEqualTo(new Priced("I-7", new BigDecimal("8.925"), LocalDate.of(2026, 1, 31)));
    assertThat(result.message()).isEmpty();
  }

  @Test
  void aRecordThatFailsIsThereWithItsErrorAndMessage() {
    BatchResult result =
        Batch.of(Pricing::new).runJson("[{\"id\":\"a\",\"price\":1},{\"id\":\"b\"}]");

    assertThat(result.errorOf(1)).isEqualTo(RecordRejected.class.getName());
    assertThat(result.failures().get(1L).message()).isEqualTo("price: is missing");
    assertThat(result.attemptsAt(1)).isEqualTo(1);
    assertThat(result.status()).isEqualTo("SUCCEEDED");
  }

  @Test
  void everyRecordOfABatchHasItsOwnOutcome() {
    BatchResult result =
        Batch.of(Pricing::new)
            .batchSize(10)
            .with(
                Fault.crash(3),
                Fault.transientFailure(5, 2),
                Fault.transientFailure(6, Fault.EVERY_TIME),
                Fault.throttle(15, 1),
                Fault.timeOut(22))
            .runJson(items(25));

    assertThat(result.status()).isEqualTo("SUCCEEDED");
    assertThat(result.failures().keySet()).containsExactly(3L, 6L, 22L);
    assertThat(result.errorOf(3)).isEqualTo("Runtime.ExitError");
    assertThat(result.errorOf(6)).isEqualTo(TransientFailure.class.getName());
    assertThat(result.errorOf(22)).isEqualTo("Sandbox.Timedout");
    assertThat(result.output(5, Priced.class).id()).isEqualTo("I-5");
    assertThat(result.attemptsAt(15)).isEqualTo(2);
    assertThat(result.total()).isEqualTo(25);
  }

  @Test
  void parametersReachEveryRecord() {
    for (int size : new int[] {1, 3}) {
      BatchResult result =
          Batch.of(Dated::new)
              .batchSize(size)
              .parameters(Map.of("date", "2026-11-01"))
              .run(List.of(1, 2, 3));
      assertThat(result.output(2, String.class)).isEqualTo("3 of 2026-11-01");
    }
  }

  @Processor
  static class Dated implements RecordProcessor<Integer, String> {
    @Override
    public String process(Integer number, RecordContext context) {
      return number + " of " + context.parameters().get("date");
    }
  }

  @Test
  void moreFailuresThanToleratedFailTheRunWithAMessage() {
    BatchResult result =
        Batch.of(Pricing::new)
            .tolerating(20)
            .atOnce(1)
            .runJson("[{},{},{\"price\":1},{\"price\":1}]");

    assertThat(result.status()).isEqualTo("FAILED");
    assertThat(result.error()).isEqualTo("Tenfold.ExceedToleratedFailureThreshold");
    assertThat(result.pending()).isNotEmpty();
    assertThat(result.total()).isEqualTo(4);
    assertThat(result.message().orElseThrow().path("error").asText())
        .isEqualTo("States.ExceedToleratedFailureThreshold");
  }

  @Test
  void exactlyTheToleranceSucceeds() {
    BatchResult result = Batch.of(Pricing::new).tolerating(50).runJson("[{},{\"price\":1}]");

    assertThat(result.status()).isEqualTo("SUCCEEDED");
    assertThat(result.failed()).isEqualTo(1);
  }

  @Test
  void aTransientFailureIsTriedAgainWithoutAWait() {
    BatchResult result =
        Batch.of(Pricing::new).with(Fault.transientFailure(2, 3)).runJson(items(5));

    assertThat(result.succeeded()).isEqualTo(5);
    assertThat(result.attemptsAt(2)).isEqualTo(4);
    assertThat(result.attemptsAt(1)).isEqualTo(1);
  }

  @Test
  void aTransientFailureThatOutlastsTheRetriesFails() {
    BatchResult result =
        Batch.of(Pricing::new).with(Fault.transientFailure(2, Fault.EVERY_TIME)).runJson(items(5));

    assertThat(result.errorOf(2)).isEqualTo(TransientFailure.class.getName());
    assertThat(result.attemptsAt(2)).isEqualTo(7);
  }

  @Test
  void throttlingIsTriedAgain() {
    BatchResult result = Batch.of(Pricing::new).with(Fault.throttle(0, 2)).runJson(items(2));

    assertThat(result.succeeded()).isEqualTo(2);
    assertThat(result.attemptsAt(0)).isEqualTo(3);
  }

  @Test
  void aTimeOutAndACrashFailTheirRecordsAlone() {
    BatchResult result =
        Batch.of(Pricing::new).with(Fault.timeOut(1), Fault.crash(3)).runJson(items(6));

    assertThat(result.failures()).containsOnlyKeys(1L, 3L);
    assertThat(result.errorOf(1)).isEqualTo("Sandbox.Timedout");
    assertThat(result.errorOf(3)).isEqualTo("Runtime.ExitError");
    assertThat(result.succeeded()).isEqualTo(4);
  }

  @Test
  void theProcessorHasTheTimeOfTheFunction() {
    BatchResult result =
        Batch.of(Pricing::new).timeout(Duration.ofMillis(500)).tolerating(100).runJson(items(1));

    assertThat(result.errorOf(0)).isEqualTo(TransientFailure.class.getName());
  }

  @Test
  void objectsAreWrittenAsRecords() {
    BatchResult result =
        Batch.of(Pricing::new).run(List.of(new Item("a", BigDecimal.ONE), new Item("b", null)));

    assertThat(result.succeeded()).isEqualTo(1);
    assertThat(result.failed()).isEqualTo(1);
  }

  @Test
  void anInstanceHasOneRecordAtATime() {
    AtomicInteger made = new AtomicInteger();
    AtomicInteger overlapping = new AtomicInteger();

    BatchResult result =
        Batch.of(() -> new Watched(made, overlapping)).atOnce(4).runJson(items(200));

    assertThat(result.succeeded()).isEqualTo(200);
    assertThat(overlapping).hasValue(0);
    assertThat(made.get()).isBetween(1, 4);
  }

  static class Watched implements RecordProcessor<Item, Integer> {
    private final AtomicInteger overlapping;
    private final AtomicInteger inside = new AtomicInteger();

    Watched(AtomicInteger made, AtomicInteger overlapping) {
      made.incrementAndGet();
      this.overlapping = overlapping;
    }

    @Override
    public Integer process(Item item, RecordContext context) throws InterruptedException {
      if (inside.incrementAndGet() > 1) {
        overlapping.incrementAndGet();
      }
      Thread.sleep(1);
      inside.decrementAndGet();
      return 1;
    }
  }

  @Test
  void anErrorOfTheProcessorFailsItsRecordAlone() {
    BatchResult result =
        Batch.of(
                () ->
                    new RecordProcessor<Item, Integer>() {
                      @Override
                      public Integer process(Item item, RecordContext context) {
                        if (item.id().equals("I-1")) {
                          throw new OutOfMemoryError("of the test");
                        }
                        return 1;
                      }
                    })
            .runJson(items(4));

    assertThat(result.failures()).containsOnlyKeys(1L);
    assertThat(result.errorOf(1)).isEqualTo("Runtime.ExitError");
  }

  @Test
  void whatHoldsNoRecordsFailsAsOnAws() {
    BatchResult result = Batch.of(Pricing::new).runJson("\"id\"");

    assertThat(result.status()).isEqualTo("FAILED");
    assertThat(result.error()).isEqualTo("Tenfold.ItemReaderFailed");
    assertThat(result.total()).isZero();
    assertThat(result.message()).isPresent();
  }

  @Test
  void aFileThatIsMissingIsSaidByName(@TempDir Path folder) {
    assertThatThrownBy(() -> Batch.of(Pricing::new).run(folder.resolve("missing.json")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("missing.json");
  }

  @Test
  void askingForWhatIsNotThereSaysWhatIs() {
    BatchResult result =
        Batch.of(Pricing::new).runJson("[{\"id\":\"a\",\"price\":1},{\"id\":\"b\"}]");

    assertThatThrownBy(() -> result.output(1, Priced.class))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessageContaining("Record 1 failed")
        .hasMessageContaining("price: is missing");
    assertThatThrownBy(() -> result.errorOf(0)).hasMessageContaining("Record 0 succeeded");
    assertThatThrownBy(() -> result.output(9, Priced.class))
        .hasMessageContaining("not in the batch");
  }

  @Test
  void nothingIsLeftBehind() throws Exception {
    long before = leftovers();
    Batch.of(Pricing::new).runJson(items(1));

    assertThat(leftovers()).isEqualTo(before);
  }

  private static long leftovers() throws Exception {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("tenfold-test-"))
          .count();
    }
  }

  @Test
  void theMessageIsEmptyWhereTheRunDidNotFail() {
    assertThat(Batch.of(Pricing::new).runJson("[]").message()).isEqualTo(Optional.empty());
  }
}
