package io.tenfold.function.nativeimage;

import io.tenfold.function.log.LeastLevel;
import io.tenfold.function.log.LineFormat;
import io.tenfold.function.log.LogLines;
import io.tenfold.function.log.Outlet;
import io.tenfold.function.log.StandardOutputLines;
import io.tenfold.function.logmanager.OutletHandler;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** How the function without Quarkus logs, as the build has it, for the binary. */
public final class SelectedLog {
  /** The system property of native-image that tells whether the processor logs. */
  public static final String PROPERTY = "tenfold.processor.logs";

  /** The property's value if it does. */
  public static final String LOGS = "true";

  /**
   * The system property of native-image that has the least levels that the program is configured
   * with, {@code =WARN,com.acme=DEBUG}; the root's has no name.
   */
  public static final String LEVELS = "tenfold.log.levels";

  private static final String LEVEL_OF_QUARKUS = "INFO";

  // A constant once the image is built: a binary whose processor does not log has no log manager.
  private static final boolean PROCESSOR_LOGS = LOGS.equals(System.getProperty(PROPERTY));
  private static final String ROOT = levels().getOrDefault("", LEVEL_OF_QUARKUS);

  private SelectedLog() {}

  /** Returns the function's lines into a stream, among the processor's if it logs. */
  static LogLines into(OutputStream out) {
    String least = LeastLevel.name(System.getenv(), ROOT);
    LineFormat format = LineFormat.named(System.getenv(LineFormat.VARIABLE));
    Outlet outlet = new Outlet(out);
    return PROCESSOR_LOGS
        ? OutletHandler.to(outlet, least, format)
        : new StandardOutputLines(outlet, least, format);
  }

  /** Gives loggers their levels, and has what finds loggers found, while an image is built. */
  static void prepare() {
    if (PROCESSOR_LOGS) {
      Map<String, String> levels = levels();
      levels.put("", ROOT);
      OutletHandler.prepare(levels);
    }
  }

  private static Map<String, String> levels() {
    Map<String, String> levels = new LinkedHashMap<>();
    for (String level : System.getProperty(LEVELS, "").split(",")) {
      int equals = level.indexOf('=');
      if (equals >= 0) {
        levels.put(level.substring(0, equals), level.substring(equals + 1));
      }
    }
    return levels;
  }
}
