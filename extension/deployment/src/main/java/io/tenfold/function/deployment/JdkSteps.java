package io.tenfold.function.deployment;

import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.BuildSteps;
import io.quarkus.deployment.annotations.Produce;
import io.quarkus.deployment.builditem.ApplicationArchivesBuildItem;
import io.quarkus.deployment.builditem.GeneratedResourceBuildItem;
import io.quarkus.deployment.builditem.NativeImageEnableAllCharsetsBuildItem;
import io.quarkus.deployment.builditem.NativeImageFeatureBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageSystemPropertyBuildItem;
import io.quarkus.deployment.pkg.NativeConfig;
import io.quarkus.deployment.pkg.steps.NativeOrNativeSourcesBuild;
import io.quarkus.runtime.LocalesBuildTimeConfig;
import io.tenfold.function.nativeimage.LocalesOfTheImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.logging.Logger;

/**
 * The build steps for what a JVM has and a native function only if it is told: locales, charsets,
 * the program's own files and bundles, services.
 */
@BuildSteps(onlyIf = NativeOrNativeSourcesBuild.class)
final class JdkSteps {
  private static final Logger LOG = Logger.getLogger(JdkSteps.class);

  /**
   * Find and load the data of all locales but English; Quarkus has them by quarkus.locales only.
   */
  private static final List<String> OF_LOCALES =
      List.of(
          "sun.util.resources.cldr.provider.CLDRLocaleDataMetaInfo",
          "sun.util.resources.provider.LocaleDataProvider",
          "sun.util.resources.provider.SupplementaryLocaleDataProvider");

  private static final String XPATH = "com.sun.org.apache.xpath.internal.functions.Func";

  /** Those that the JDK makes by their names; native-image knows of a few only. */
  private static final List<String> XPATH_FUNCTIONS =
      List.of(
          "Boolean",
          "Ceiling",
          "Concat",
          "Contains",
          "Count",
          "Current",
          "Doclocation",
          "ExtElementAvailable",
          "ExtFunctionAvailable",
          "False",
          "Floor",
          "GenerateId",
          "Id",
          "Lang",
          "Last",
          "LocalPart",
          "Namespace",
          "NormalizeSpace",
          "Not",
          "Number",
          "Position",
          "Qname",
          "Round",
          "StartsWith",
          "String",
          "StringLength",
          "Substring",
          "SubstringAfter",
          "SubstringBefore",
          "Sum",
          "SystemProperty",
          "Translate",
          "True",
          "UnparsedEntityURI");

  /** The texts of nodes are made in what a pool of the JDK's makes by its name. */
  private static final String XPATH_TEXTS =
      "com.sun.org.apache.xml.internal.utils.FastStringBuffer";

  private static final List<String> XPATH_MESSAGES =
      List.of(
          "com.sun.org.apache.xml.internal.res.XMLErrorResources",
          "com.sun.org.apache.xpath.internal.res.XPATHErrorResources");

  private static final String METADATA = "META-INF/native-image/io.tenfold/tenfold-function-files/";

  /** Finds out by the calls of the classes that the processor leads to. */
  @BuildStep
  JdkNeedsBuildItem findOut(ProcessorBuildItem processor, LocalesBuildTimeConfig configured) {
    ClassLoader program = Thread.currentThread().getContextClassLoader();
    JdkNeeds needs = new JdkNeeds();
    new ClassReferences(program).filesFrom(processor.type().name().toString()).forEach(needs::add);
    Set<String> locales = new TreeSet<>();
    // Quarkus' word for all of them: https://quarkus.io/guides/all-config
    boolean all =
        configured.locales().stream()
            .anyMatch(locale -> locale.equals(Locale.ROOT) || locale.getLanguage().equals("all"));
    if (!all) {
      locales.add(Locale.ENGLISH.toLanguageTag());
      configured.locales().forEach(locale -> locales.add(locale.toLanguageTag()));
      configured.defaultLocale().ifPresent(locale -> locales.add(locale.toLanguageTag()));
      needs.locales().forEach(locale -> locales.add(locale.toLanguageTag()));
      FilesOfTheProgram files = new FilesOfTheProgram(program);
      for (String bundle : needs.bundles()) {
        files.localesOf(bundle).forEach(locale -> locales.add(locale.toLanguageTag()));
      }
    }
    return new JdkNeedsBuildItem(needs, locales);
  }

  /** Takes all charsets where one is asked for that may be none of those that are always there. */
  @BuildStep
  void takeCharsets(
      JdkNeedsBuildItem jdk, BuildProducer<NativeImageEnableAllCharsetsBuildItem> charsets) {
    jdk.needs()
        .whoNamesACharset()
        .ifPresent(
            className -> {
              LOG.infof("The function has all charsets: %s asks for one by name", className);
              charsets.produce(new NativeImageEnableAllCharsetsBuildItem());
            });
  }

  /** Says that a stylesheet fails: the JDK makes classes of it, and a native function can't. */
  @BuildStep
  @Produce(NativeImageFeatureBuildItem.class)
  void warnOfStylesheets(JdkNeedsBuildItem jdk) {
    jdk.needs()
        .whoTakesAStylesheet()
        .ifPresent(
            className ->
                LOG.warnf(
                    "A native function has no stylesheets (XSLT), and %s makes a transformer of"
                        + " one, which will fail: take the JVM package for it",
                    className));
  }

  /** Has a locale that is not there refused, where the processor may ask for one. */
  @BuildStep
  void checkLocales(
      JdkNeedsBuildItem jdk, BuildProducer<NativeImageSystemPropertyBuildItem> properties) {
    if (jdk.needs().anyLocale() && !jdk.locales().isEmpty()) {
      LOG.infof(
          "The function has the locales %s (quarkus.locales adds to them); others are refused",
          String.join(", ", jdk.locales()));
      properties.produce(
          new NativeImageSystemPropertyBuildItem(
              LocalesOfTheImage.PROPERTY, String.join(",", jdk.locales())));
    }
  }

  /** Takes the program's own files, the bundles and the services that it names. */
  @BuildStep
  void takeFiles(
      JdkNeedsBuildItem jdk,
      ApplicationArchivesBuildItem archives,
      NativeConfig config,
      BuildProducer<GeneratedResourceBuildItem> metadata) {
    FilesOfTheProgram files = new FilesOfTheProgram(Thread.currentThread().getContextClassLoader());
    archives
        .getRootArchive()
        .accept(
            tree ->
                tree.walk(
                    at -> {
                      if (!Files.isDirectory(at.getPath())) {
                        files.add(at.getRelativePath("/"));
                      }
                    }));
    config.resources().includes().ifPresent(globs -> globs.forEach(files::addGlob));
    jdk.needs().bundles().forEach(files::addBundle);
    jdk.needs().services().forEach(files::addService);
    if (jdk.needs().anyLocale()) {
      OF_LOCALES.forEach(files::addProvider);
    }
    if (jdk.needs().xpath()) {
      XPATH_FUNCTIONS.forEach(name -> files.addProvider(XPATH + name));
      files.addProvider(XPATH_TEXTS);
      XPATH_MESSAGES.forEach(files::addBundle);
    }
    metadata.produce(
        new GeneratedResourceBuildItem(
            METADATA + "resource-config.json", files.resources().getBytes(StandardCharsets.UTF_8)));
    metadata.produce(
        new GeneratedResourceBuildItem(
            METADATA + "reflect-config.json", files.providers().getBytes(StandardCharsets.UTF_8)));
  }
}
