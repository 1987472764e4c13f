package io.tenfold.function.log;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The lines where Quarkus does not run: the same JSON, written to standard output at once. */
public final class StandardOutputLines implements LogLines {
  private final Map<String, String> context = new LinkedHashMap<>();
  private final LogLine json = new LogLine();
  private final OutputStream out;
  private final int least;

  /** Returns lines into a stream, from the least level on that the environment names. */
  public static StandardOutputLines into(OutputStream out) {
    return new StandardOutputLines(out, System.getenv("QUARKUS_LOG_LEVEL"));
  }

  /** Takes the stream and the name of the least level to write, as Quarkus has them. */
  public StandardOutputLines(OutputStream out, String least) {
    this.out = out;
    this.least = ordinalOf(least);
  }

  @Override
  public void put(String key, String value) {
    context.put(key, value);
  }

  @Override
  public void clear() {
    context.clear();
  }

  @Override
  public boolean isEnabled(Level level) {
    return level.ordinal() >= least;
  }

  @Override
  public void write(Level level, String message, Throwable thrown) {
    if (isEnabled(level)) {
      try {
        out.write(
            json.of(Instant.now(), level.name(), RecordLog.LOGGER, message, context, thrown)
                .getBytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static int ordinalOf(String least) {
    if (least == null) {
      return Level.INFO.ordinal();
    }
    return switch (least) {
      case "ALL", "TRACE", "FINEST", "FINER", "DEBUG", "FINE", "CONFIG" -> Level.DEBUG.ordinal();
      case "WARN", "WARNING" -> Level.WARN.ordinal();
      case "ERROR", "SEVERE", "FATAL", "OFF" -> Level.WARN.ordinal() + 1;
      default -> Level.INFO.ordinal();
    };
  }
}
