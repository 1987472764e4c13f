package io.tenfold.function.quarkus;

import io.tenfold.function.log.LogLines;
import io.tenfold.function.log.RecordLog;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** The lines where Quarkus runs: its log, and its diagnostic context, which processors share. */
final class JBossLogLines implements LogLines {
  private static final Logger LOG = Logger.getLogger(RecordLog.LOGGER);

  private final List<String> keys = new ArrayList<>();

  @Override
  public void put(String key, String value) {
    if (!keys.contains(key)) {
      keys.add(key);
    }
    MDC.put(key, value);
  }

  @Override
  public void clear() {
    keys.forEach(MDC::remove);
    keys.clear();
  }

  @Override
  public boolean isEnabled(Level level) {
    return LOG.isEnabled(of(level));
  }

  @Override
  public void write(Level level, String message, Throwable thrown) {
    LOG.log(of(level), message, thrown);
  }

  private static Logger.Level of(Level level) {
    return Logger.Level.valueOf(level.name());
  }
}
