package io.tenfold.function.nativeimage;

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
    // In a native image this and the JDK's own way lead to the same table of bundles:
    // https://www.graalvm.org/latest/reference-manual/native-image/dynamic-features/Resources/
    return ResourceBundle.getBundle(baseName, locale);
  }
}
