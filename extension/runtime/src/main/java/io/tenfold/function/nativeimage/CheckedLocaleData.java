package io.tenfold.function.nativeimage;

import com.oracle.svm.core.annotate.Alias;
import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * Has the JDK's data of a locale asked for only where it is there: every number format, calendar,
 * collator and name of something comes by here.
 */
@TargetClass(
    className = "sun.util.resources.LocaleData",
    onlyWith = LocalesOfTheImage.Checked.class)
final class CheckedLocaleData {
  private CheckedLocaleData() {}

  @Substitute
  public static ResourceBundle getBundle(String baseName, Locale locale) {
    LocalesOfTheImage.require(locale);
    return Bundles.loadBundleOf(baseName, locale, DataStrategy.INSTANCE);
  }

  /** The JDK's own, which native-image has substituted in part. */
  @TargetClass(className = "sun.util.resources.Bundles", onlyWith = LocalesOfTheImage.Checked.class)
  static final class Bundles {
    private Bundles() {}

    @Alias
    static native ResourceBundle loadBundleOf(String baseName, Locale locale, Strategy strategy);
  }

  /** The JDK's own. */
  @TargetClass(
      className = "sun.util.resources.Bundles",
      innerClass = "Strategy",
      onlyWith = LocalesOfTheImage.Checked.class)
  interface Strategy {}

  /** The JDK's own. */
  @TargetClass(
      className = "sun.util.resources.LocaleData",
      innerClass = "LocaleDataStrategy",
      onlyWith = LocalesOfTheImage.Checked.class)
  static final class DataStrategy implements Strategy {
    @Alias static DataStrategy INSTANCE;

    private DataStrategy() {}
  }
}
