package io.tenfold.function.deployment;

import io.quarkus.builder.item.SimpleBuildItem;

/** How the native function starts. */
public final class StartBuildItem extends SimpleBuildItem {
  private final boolean direct;
  private final boolean logs;
  private final boolean databind;

  /**
   * Takes whether it starts without Quarkus, whether the processor logs, and whether its types need
   * Jackson's databind.
   */
  public StartBuildItem(boolean direct, boolean logs, boolean databind) {
    this.direct = direct;
    this.logs = logs;
    this.databind = databind;
  }

  /** Returns whether it starts without Quarkus. */
  public boolean isDirect() {
    return direct;
  }

  /** Returns whether the processor has a logger, itself or by what it calls. */
  public boolean processorLogs() {
    return logs;
  }

  /** Returns whether the processor's types need Jackson's databind. */
  public boolean needsDatabind() {
    return databind;
  }
}
