package io.tenfold.function.log;

import java.util.Map;

/** The least level of which lines are written where Quarkus does not run: the one place for it. */
public final class LeastLevel {
  private static final String OWNERS = "QUARKUS_LOG_LEVEL";

  // Lambda sets it in any case where the format is JSON:
  // https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
  private static final String LAMBDAS = "AWS_LAMBDA_LOG_LEVEL";

  private LeastLevel() {}

  /**
   * Returns its name, as Quarkus has them, such as {@code DEBUG}.
   *
   * @param environment the process's
   * @param built what the program was built with
   */
  public static String name(Map<String, String> environment, String built) {
    return environment.getOrDefault(OWNERS, environment.getOrDefault(LAMBDAS, built));
  }
}
