package io.tenfold.function.deployment;

import io.quarkus.builder.item.SimpleBuildItem;
import io.tenfold.function.nativeimage.SelectedProcessor;
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

  /** Returns it as native-image will see it, loaded and not initialised. */
  SelectedProcessor loaded() {
    try {
      return new SelectedProcessor(
          Class.forName(
              type.name().toString(), false, Thread.currentThread().getContextClassLoader()));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
