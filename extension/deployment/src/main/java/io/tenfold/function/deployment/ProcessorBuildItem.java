package io.tenfold.function.deployment;

import io.quarkus.builder.item.SimpleBuildItem;
import org.jboss.jandex.ClassInfo;

/** The processor that the function runs. */
public final class ProcessorBuildItem extends SimpleBuildItem {
  private final ClassInfo type;

  /** Takes the processor's class. */
  public ProcessorBuildItem(ClassInfo type) {
    this.type = type;
  }

  /** Returns the processor's class. */
  public ClassInfo type() {
    return type;
  }
}
