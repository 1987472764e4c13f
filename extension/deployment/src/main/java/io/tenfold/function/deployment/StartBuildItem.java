package io.tenfold.function.deployment;

import io.quarkus.builder.item.SimpleBuildItem;

/** How the native function starts. */
public final class StartBuildItem extends SimpleBuildItem {
  private final boolean direct;
  private final boolean logs;
  private final boolean databind;
  private final boolean awsSdk;

  /**
   * Takes whether it starts without Quarkus, whether the processor logs, whether its types need
   * Jackson's databind, and whether the function calls the AWS SDK for Java.
   */
  public StartBuildItem(boolean direct, boolean logs, boolean databind, boolean awsSdk) {
    this.direct = direct;
    this.logs = logs;
    this.databind = databind;
    this.awsSdk = awsSdk;
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

  /** Returns whether the function calls the AWS SDK for Java: its processor or its guard. */
  public boolean callsTheAwsSdk() {
    return awsSdk;
  }
}
