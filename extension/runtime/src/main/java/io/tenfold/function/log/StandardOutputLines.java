package io.tenfold.function.log;

import java.io.OutputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The lines where Quarkus does not run: the same JSON, written to standard output at once. */
public final class StandardOutputLines implements LogLines {
  private final Map<String, String> context = new LinkedHashMap<>();
  private final LogLine json = new LogLine();
  private final Outlet out;
  private final int least;

  /** Takes the stream and the name of the least level to write, as Quarkus has them. */
  public StandardOutputLines(OutputStream out, String least) {
    this.out = new Outlet(out);
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
  public void setSilent(boolean silent) {
    out.setSilent(silent);
  }

  @Override
  public void write(Level level, String message, Throwable thrown) {
    if (isEnabled(level)) {
      out.write(json.of(Instant.now(), level.name(), RecordLog.LOGGER, message, context, thrown));
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
