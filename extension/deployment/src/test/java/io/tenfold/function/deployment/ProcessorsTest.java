package io.tenfold.function.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenfold.function.BatchProcessor;
import io.tenfold.function.BatchRecord;
import io.tenfold.function.Processor;
import io.tenfold.function.RecordContext;
import io.tenfold.function.RecordOutcome;
import io.tenfold.function.RecordProcessor;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jboss.jandex.Index;
import org.junit.jupiter.api.Test;

/** Which class is the function's processor, and what is said where that is not clear. */
class ProcessorsTest {
  record Item(String name) {}

  @Processor
  static class One implements RecordProcessor<Item, Item> {
    @Override
    public Item process(Item item, RecordContext context) {
      return item;
    }
  }

  @Processor
  static class Two extends One {}

  static class Unmarked extends One {}

  @Processor
  abstract static class Abstract extends One {}

  @Processor
  static class NoProcessor {}

  private static Processors of(Class<?>... classes) {
    try {
      Class<?>[] all = new Class<?>[classes.length + 3];
      System.arraycopy(classes, 0, all, 3, classes.length);
      all[0] = Item.class;
      all[1] = RecordProcessor.class;
      all[2] = Processor.class;
      return new Processors(Index.of(all));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String select(Processors processors, String name) {
    return processors.select(Optional.ofNullable(name), any -> false).name().toString();
  }

  @Processor
  static class Together implements BatchProcessor<Item, Item> {
    @Override
    public List<RecordOutcome<Item>> processBatch(List<BatchRecord<Item>> records) {
      return records.stream().map(item -> RecordOutcome.succeeded(item.record())).toList();
    }
  }

  @Test
  void oneOverAWholeBatchIsFoundWithoutTheApiInTheIndex() throws IOException {
    Processors processors = new Processors(Index.of(Together.class, Processor.class));

    assertThat(select(processors, null)).isEqualTo(Together.class.getName());
  }

  @Test
  void oneOverAWholeBatchIsNamedOnceWhereItIsNotMarked() throws IOException {
    Index index = Index.of(RecordProcessor.class, BatchProcessor.class, UnmarkedTogether.class);

    assertThatThrownBy(() -> select(new Processors(index), null))
        .hasMessageEndingWith(
            "mark one of these with @Processor: " + UnmarkedTogether.class.getName() + ".");
  }

  abstract static class UnmarkedTogether implements BatchProcessor<Item, Item> {}

  @Test
  void theOnlyOneNeedsNoConfiguration() {
    assertThat(select(of(One.class), null)).isEqualTo(One.class.getName());
  }

  @Test
  void ofSeveralTheConfigurationNamesOne() {
    Processors processors = of(One.class, Two.class);

    assertThat(select(processors, Two.class.getName())).isEqualTo(Two.class.getName());
  }

  @Test
  void severalAreListedWhereNoneIsNamed() {
    assertThatThrownBy(() -> select(of(One.class, Two.class), null))
        .hasMessageContaining(
            "There are several processors: "
                + One.class.getName()
                + ", "
                + Two.class.getName()
                + ". Name the function's in application.properties: tenfold.processor="
                + One.class.getName());
  }

  @Test
  void thoseOfTheTestsDoNotCountBesideOneOfTheProgram() {
    Processors processors = of(One.class, Two.class);

    assertThat(processors.select(Optional.empty(), Two.class.getName()::equals).name().toString())
        .isEqualTo(One.class.getName());
  }

  @Test
  void oneOfTheTestsIsTakenWhereTheProgramHasNone() {
    Processors processors = of(One.class);

    assertThat(processors.select(Optional.empty(), any -> true).name().toString())
        .isEqualTo(One.class.getName());
  }

  @Test
  void withoutOneThereIsWordOfWhatToWrite() {
    assertThatThrownBy(() -> select(of(), null))
        .hasMessageContaining("write a class that implements io.tenfold.function.RecordProcessor");
  }

  @Test
  void oneThatIsNotMarkedIsNamed() throws IOException {
    Index index = Index.of(RecordProcessor.class, Direct.class);

    assertThatThrownBy(() -> select(new Processors(index), null))
        .hasMessageContaining("mark one of these with @Processor: " + Direct.class.getName());
  }

  static class Direct implements RecordProcessor<Item, Item> {
    @Override
    public Item process(Item item, RecordContext context) {
      return item;
    }
  }

  @Test
  void aNameThatIsNoClassIsRefused() {
    assertThatThrownBy(() -> select(of(One.class), "com.acme.Missing"))
        .hasMessageContaining(
            "tenfold.processor names com.acme.Missing, which is no class of this program; these"
                + " are: "
                + One.class.getName());
  }

  @Test
  void aNameOfAClassThatIsNotMarkedIsRefused() {
    assertThatThrownBy(() -> select(of(One.class, Unmarked.class), Unmarked.class.getName()))
        .hasMessageContaining("which is not marked @Processor");
  }

  @Test
  void whatIsMarkedAndNoProcessorIsRefused() {
    assertThatThrownBy(() -> select(of(NoProcessor.class), null))
        .hasMessageContaining("does not implement RecordProcessor<R, O>");
  }

  @Test
  void anAbstractClassIsRefused() {
    assertThatThrownBy(() -> select(of(One.class, Abstract.class), Abstract.class.getName()))
        .hasMessageContaining("is abstract");
  }

  @Test
  void theOthersAreLeftOut() {
    Processors processors = of(One.class, Two.class);

    assertThat(processors.except(processors.select(Optional.of(One.class.getName()), any -> false)))
        .extracting(type -> type.name().toString())
        .containsExactly(Two.class.getName());
  }
}
