package io.tenfold.function.log;

/**
 * Where {@link RecordLog} writes, and the context that every line has while a record is worked on.
 */
public interface LogLines {

  /** How much a line matters. */
  enum Level {
    DEBUG,
    INFO,
    WARN
  }

  /** Adds an entry to the context of this line and those to come. */
  void put(String key, String value);

  /** Empties the context. */
  void clear();

  /** Tells whether lines of this level are written. */
  boolean isEnabled(Level level);

  /** Has every line, the processor's own too, go to nowhere, or again to where it belongs. */
  void setSilent(boolean silent);

  /** Writes one line with the context; {@code thrown} may be null. */
  void write(Level level, String message, Throwable thrown);
}
