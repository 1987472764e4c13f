package io.tenfold.function.log;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The lines where Quarkus does not run: the same ones, written to standard output at once. */
public final class StandardOutputLines implements LogLines {
  private final Map<String, String> context = new LinkedHashMap<>();
  private final LineFormat format;
  private final OutputStream out;
  private final int least;

  /** Returns lines into a stream, in the format and from the least level on that Lambda names. */
  public static StandardOutputLines into(OutputStream out) {
    return as(System.getenv(), out);
  }

  /**
   * Returns lines into a stream as an environment names them: {@code QUARKUS_LOG_LEVEL}, which is
   * the owner's, before {@code AWS_LAMBDA_LOG_LEVEL}, which Lambda sets in any case where the
   * format is JSON.
   */
  static StandardOutputLines as(Map<String, String> environment, OutputStream out) {
    String owners = environment.get("QUARKUS_LOG_LEVEL");
    return new StandardOutputLines(
        out,
        owners == null ? environment.get("AWS_LAMBDA_LOG_LEVEL") : owners,
        LineFormat.named(environment.get(LineFormat.VARIABLE)));
  }

  /** Takes the stream and the name of the least level to write, as Quarkus and Lambda have them. */
  public StandardOutputLines(OutputStream out, String least) {
    this(out, least, new LogLine());
  }

  private StandardOutputLines(OutputStream out, String least, LineFormat format) {
    this.out = out;
    this.least = ordinalOf(least);
    this.format = format;
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
            format
                .of(Instant.now(), level.name(), RecordLog.LOGGER, message, context, thrown)
                .getBytes(StandardCharsets.UTF_8));
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
