package io.tenfold.function.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.function.Processor;
import io.tenfold.function.RecordContext;
import io.tenfold.function.RecordProcessor;
import java.io.IOException;
import org.jboss.jandex.Index;
import org.junit.jupiter.api.Test;

/** Which processors need Quarkus to have started, beside what their classes name. */
class NeedForQuarkusTest {
  @Processor
  static class Testable implements RecordProcessor<String, String> {
    private final String table;

    Testable() {
      this("table");
    }

    Testable(String table) {
      this.table = table;
    }

    @Override
    public String process(String text, RecordContext context) {
      return table + text;
    }
  }

  @Processor
  static class Given extends Testable {
    Given(String table) {
      super(table);
    }
  }

  @Test
  void aConstructorForTestsBesideTheOneWithoutParametersIsNoNeed() throws IOException {
    assertThat(
            new NeedForQuarkus(getClass().getClassLoader()).of(Index.singleClass(Testable.class)))
        .isEmpty();
  }

  @Test
  void aProcessorThatIsGivenWhatItNeedsIsOne() throws IOException {
    assertThat(new NeedForQuarkus(getClass().getClassLoader()).of(Index.singleClass(Given.class)))
        .hasValueSatisfying(
            why -> assertThat(why).endsWith("Given has no constructor without parameters"));
  }
}
