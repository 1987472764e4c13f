package io.tenfold.function.quarkus;

import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.annotations.Recorder;
import io.tenfold.function.log.LogLine;
import io.tenfold.function.logmanager.JsonLogFormatter;
import java.util.Optional;
import java.util.logging.Formatter;

/** Gives Quarkus' console the formatter of {@link LogLine}s. */
@Recorder
public class JsonLogRecorder {

  /** Returns the formatter, for the build step that asks for it. */
  public RuntimeValue<Optional<Formatter>> formatter() {
    return new RuntimeValue<>(Optional.of(new JsonLogFormatter()));
  }
}
