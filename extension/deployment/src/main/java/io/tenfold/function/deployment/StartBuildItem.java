package io.tenfold.function.deployment;

import io.quarkus.builder.item.SimpleBuildItem;

/** How the native function starts. */
public final class StartBuildItem extends SimpleBuildItem {
  private final boolean direct;

  /** Takes whether it starts without Quarkus. */
  public StartBuildItem(boolean direct) {
    this.direct = direct;
  }

  /** Returns whether it starts without Quarkus. */
  public boolean isDirect() {
    return direct;
  }
}
