package io.tenfold.function.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenfold.function.RecordContext;
import io.tenfold.function.RecordProcessor;
import io.tenfold.function.json.RecordJson;
import io.tenfold.function.log.StandardOutputLines;
import io.tenfold.function.poll.ScriptedApi;
import io.tenfold.function.poll.StartCases;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The start without Quarkus. */
class DirectStartTest extends StartCases {
  /** Can't be made. */
  static final class Unmade implements RecordProcessor<Text, Text> {
    Unmade() {
      throw new IllegalStateException("no database");
    }

    @Override
    public Text process(Text record, RecordContext context) {
      return record;
    }
  }

  /** Can't be made either, and it is not its constructor that says so. */
  static final class Uninitialised implements RecordProcessor<Text, Text> {
    static final String TABLE = System.getProperty("no such property").strip();

    @Override
    public Text process(Text record, RecordContext context) {
      return record;
    }
  }

  /** Can't be made, and does not want to say why. */
  static final class Unspeakable implements RecordProcessor<Text, Text> {
    Unspeakable() {
      throw new IllegalStateException() {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
          throw new IllegalStateException("no message either");
        }
      };
    }

    @Override
    public Text process(Text record, RecordContext context) {
      return record;
    }
  }

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();

  @Override
  protected void poll(Class<? extends RecordProcessor<Text, Text>> processor) throws Exception {
    DirectFunction.poll(
        api,
        processor.getDeclaredConstructor(),
        null,
        RecordJson.of(Text.class, Text.class),
        new StandardOutputLines(log, null));
  }

  @Test
  void saysThatTheProcessorsClassCouldNotBeInitialised() {
    server.answer(ScriptedApi.ACCEPTED);

    assertThatThrownBy(() -> poll(Uninitialised.class)).isInstanceOf(IOException.class);
    assertThat(server.requests().get(0))
        .startsWith("POST /2018-06-01/runtime/init/error ")
        .contains("Function-Error-Type: java.lang.NullPointerException\r\n");
  }

  @Test
  void saysThatTheProcessorCouldNotBeMadeAlsoWhereItsExceptionHasNoMessageToTell() {
    server.answer(ScriptedApi.ACCEPTED);

    assertThatThrownBy(() -> poll(Unspeakable.class)).isInstanceOf(Exception.class);
    assertThat(server.requests().get(0))
        .startsWith("POST /2018-06-01/runtime/init/error ")
        .contains("its message can't be had: java.lang.IllegalStateException");
  }

  @Test
  void saysWhyTheProcessorCouldNotBeMade() {
    server.answer(ScriptedApi.ACCEPTED);

    assertThatThrownBy(() -> poll(Unmade.class))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no database");
    assertThat(server.requests().get(0))
        .startsWith("POST /2018-06-01/runtime/init/error ")
        .contains("Lambda-Runtime-Function-Error-Type: java.lang.IllegalStateException\r\n")
        .endsWith("\"errorMessage\":\"no database\"}");
  }
}
