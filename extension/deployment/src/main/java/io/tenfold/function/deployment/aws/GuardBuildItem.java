package io.tenfold.function.deployment.aws;

import io.quarkus.builder.item.SimpleBuildItem;

/** The function's guard against processing a record twice, where it has one. */
public final class GuardBuildItem extends SimpleBuildItem {
  private final String className;

  /** Takes its class's name. */
  public GuardBuildItem(String className) {
    this.className = className;
  }

  /** Returns its class's name. */
  public String className() {
    return className;
  }
}
