package io.tenfold.function.nativeimage;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import io.tenfold.function.log.ErrorStreamLogger;

/**
 * Gives the JDK a logger of one class where nothing else logs. It has one for a warning or two,
 * such as of a locale's provider, and found JBoss LogManager by it, with its handlers, formatters
 * and the machine's name: a twentieth of the binary.
 */
@TargetClass(value = System.class, onlyWith = LeanStart.class)
final class LeanLoggers {
  private LeanLoggers() {}

  @Substitute
  public static System.Logger getLogger(String name) {
    return new ErrorStreamLogger(name);
  }
}
