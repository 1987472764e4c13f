package io.tenfold.function.log;

import java.util.Map;

/** The least level of which lines are written where Quarkus does not run: the one place for it. */
public final class LeastLevel {
  private static final String VARIABLE = "QUARKUS_LOG_LEVEL";

  private LeastLevel() {}

  /**
   * Returns its name, as Quarkus has them, such as {@code DEBUG}.
   *
   * @param environment the process's
   * @param built what the program was built with
   */
  public static String name(Map<String, String> environment, String built) {
    return environment.getOrDefault(VARIABLE, built);
  }
}
