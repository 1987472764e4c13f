package io.tenfold.function.logmanager;

import io.tenfold.function.log.LogLines;
import io.tenfold.function.log.RecordLog;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** The lines among the processor's own: in the same log, and in the same diagnostic context. */
public final class JBossLogLines implements LogLines {
  private static final Logger LOG = Logger.getLogger(RecordLog.LOGGER);

  private final List<String> keys = new ArrayList<>();
  private final Consumer<Boolean> silence;

  /** Takes what makes the log silent, or ends that. */
  JBossLogLines(Consumer<Boolean> silence) {
    this.silence = silence;
  }

  /** Returns lines into Quarkus' log. */
  public static JBossLogLines ofQuarkus() {
    return new JBossLogLines(new HandlersOfQuarkus()::setSilent);
  }

  @Override
  public void setSilent(boolean silent) {
    silence.accept(silent);
  }

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
