package io.tenfold.function.logmanager;

import io.tenfold.function.log.LineFormat;
import io.tenfold.function.log.LogLines;
import io.tenfold.function.log.Outlet;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.LogContext;
import org.jboss.logmanager.Logger;
import org.slf4j.LoggerFactory;

/** Writes every line that is logged at once, where Quarkus does not run. */
public final class OutletHandler extends ExtHandler {
  private final JsonLogFormatter lines;
  private final Outlet outlet;

  private OutletHandler(Outlet outlet, LineFormat format) {
    this.lines = new JsonLogFormatter(format);
    this.outlet = outlet;
  }

  /**
   * Makes an outlet the one place that lines go to, and returns the function's own.
   *
   * @param least the name of the least level that is written
   * @param format how a line is written
   */
  public static LogLines to(Outlet outlet, String least, LineFormat format) {
    Logger root = Logger.getLogger("");
    root.setHandlers(new Handler[] {new OutletHandler(outlet, format)});
    Level wanted = level(least);
    if (!wanted.equals(root.getLevel())) { // It would be handed down to every logger there is.
      root.setLevel(wanted);
    }
    return new JBossLogLines(outlet::setSilent);
  }

  /**
   * Gives loggers their levels by their names, of which the root's is empty, and has what finds
   * loggers by services do so, while an image is built: the binary finds no services.
   */
  public static void prepare(Map<String, String> levels) {
    levels.forEach((name, level) -> Logger.getLogger(name).setLevel(level(level)));
    LoggerFactory.getILoggerFactory();
    System.getLogger(OutletHandler.class.getName());
  }

  @Override
  protected void doPublish(ExtLogRecord record) {
    outlet.write(lines.format(record));
  }

  private static Level level(String name) {
    try {
      return LogContext.getLogContext().getLevelForName(name);
    } catch (IllegalArgumentException e) {
      return Level.INFO; // As StandardOutputLines has it.
    }
  }
}
