package io.tenfold.function.deployment;

import io.quarkus.builder.item.SimpleBuildItem;

/** How the native function starts. */
public final class StartBuildItem extends SimpleBuildItem {
  private final boolean direct;
  private final boolean logs;

  /** Takes whether it starts without Quarkus, and whether the processor logs. */
  public StartBuildItem(boolean direct, boolean logs) {
    this.direct = direct;
    this.logs = logs;
  }

  /** Returns whether it starts without Quarkus. */
  public boolean isDirect() {
    return direct;
  }

  /** Returns whether the processor has a logger, itself or by what it calls. */
  public boolean processorLogs() {
    return logs;
  }
}
