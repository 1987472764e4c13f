package io.tenfold.function.deployment;

import io.quarkus.builder.item.SimpleBuildItem;
import java.util.Set;

/** What the processor asks of the JDK, and the locales that the native function has for that. */
public final class JdkNeedsBuildItem extends SimpleBuildItem {
  private final JdkNeeds needs;
  private final Set<String> locales;

  /** Takes what it asks for, and the language tags of the locales, none where it has all. */
  JdkNeedsBuildItem(JdkNeeds needs, Set<String> locales) {
    this.needs = needs;
    this.locales = locales;
  }

  JdkNeeds needs() {
    return needs;
  }

  Set<String> locales() {
    return locales;
  }
}
