package io.tenfold.function.log;

import java.io.PrintStream;
import java.util.ResourceBundle;

/**
 * A logger that has no configuration: what is at least {@code INFO} goes to the standard error
 * stream, as the JDK's own loggers have it before anything is configured.
 *
 * <p>Parameters follow the text as they are, rather than in its places: a formatter of messages
 * brings those of numbers and dates into the binary.
 */
public final class ErrorStreamLogger implements System.Logger {
  private final String name;
  private final PrintStream out;

  /** Takes the logger's name. */
  public ErrorStreamLogger(String name) {
    this(name, System.err);
  }

  ErrorStreamLogger(String name, PrintStream out) {
    this.name = name;
    this.out = out;
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public boolean isLoggable(Level level) {
    return level != Level.OFF && level.getSeverity() >= Level.INFO.getSeverity();
  }

  @Override
  public void log(Level level, ResourceBundle bundle, String text, Throwable thrown) {
    if (isLoggable(level)) {
      out.println(line(level, bundle, text));
      if (thrown != null) {
        thrown.printStackTrace(out);
      }
    }
  }

  @Override
  public void log(Level level, ResourceBundle bundle, String format, Object... parameters) {
    if (isLoggable(level)) {
      StringBuilder line = new StringBuilder(line(level, bundle, format));
      if (parameters != null) {
        for (Object parameter : parameters) {
          line.append(' ').append(parameter);
        }
      }
      out.println(line);
    }
  }

  private String line(Level level, ResourceBundle bundle, String text) {
    String said =
        bundle == null || text == null || !bundle.containsKey(text) ? text : bundle.getString(text);
    return level.getName() + ' ' + name + ": " + said;
  }
}
