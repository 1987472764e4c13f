package io.tenfold.function.quarkus;

import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.annotations.Recorder;
import io.tenfold.function.log.LineFormat;
import io.tenfold.function.logmanager.JsonLogFormatter;
import java.util.Optional;
import java.util.logging.Formatter;

/** Gives Quarkus' console the formatter of lines, in the format that Lambda names. */
@Recorder
public class JsonLogRecorder {

  /** Returns the formatter, for the build step that asks for it. */
  public RuntimeValue<Optional<Formatter>> formatter() {
    return new RuntimeValue<>(
        Optional.of(new JsonLogFormatter(LineFormat.named(System.getenv(LineFormat.VARIABLE)))));
  }
}
