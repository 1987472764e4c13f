package io.tenfold.function.deployment;

import io.quarkus.builder.item.SimpleBuildItem;

/** Whether the function calls the AWS SDK for Java. */
public final class AwsSdkBuildItem extends SimpleBuildItem {
  private final boolean called;

  /** Takes whether it does. */
  public AwsSdkBuildItem(boolean called) {
    this.called = called;
  }

  /** Returns whether it does. */
  public boolean isCalled() {
    return called;
  }
}
