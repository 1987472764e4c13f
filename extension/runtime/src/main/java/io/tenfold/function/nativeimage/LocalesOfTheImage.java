package io.tenfold.function.nativeimage;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.ResourceBundle.Control;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Which locales a native function has: asked for another, the JDK would answer in English there,
 * and say nothing.
 */
public final class LocalesOfTheImage {
  /** The system property of native-image that has the language tags, {@code en,de,de-AT}. */
  public static final String PROPERTY = "tenfold.locales";

  // Computed while the image is built, by a JDK that has them all.
  private static final Set<String> MISSING = missing();

  private LocalesOfTheImage() {}

  /** Tells native-image whether the processor may ask for one that the image has not. */
  static final class Checked implements BooleanSupplier {
    @Override
    public boolean getAsBoolean() {
      return System.getProperty(PROPERTY) != null;
    }
  }

  /**
   * Requires what the JVM would answer by.
   *
   * @throws IllegalStateException if the image has it not; the message names the setting
   */
  static void require(Locale locale) {
    if (locale.getLanguage().isEmpty()) {
      return;
    }
    Control control = Control.getControl(Control.FORMAT_DEFAULT);
    for (Locale candidate : control.getCandidateLocales("", locale.stripExtensions())) {
      if (MISSING.contains(candidate.toLanguageTag())) {
        throw new IllegalStateException(
            "the native function has no locale "
                + candidate.toLanguageTag()
                + ": name it in quarkus.locales in application.properties");
      }
    }
  }

  private static Set<String> missing() {
    Set<String> missing =
        Arrays.stream(Locale.getAvailableLocales())
            .map(Locale::toLanguageTag)
            .collect(Collectors.toCollection(HashSet::new));
    missing.remove(Locale.ROOT.toLanguageTag());
    missing.removeAll(Set.of(System.getProperty(PROPERTY, "").split(",")));
    return missing;
  }
}
