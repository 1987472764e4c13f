package io.tenfold.function.deployment;

import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.BuildSteps;
import io.quarkus.deployment.builditem.ApplicationArchivesBuildItem;
import io.quarkus.deployment.builditem.GeneratedResourceBuildItem;
import io.quarkus.deployment.builditem.NativeImageEnableAllCharsetsBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageSystemPropertyBuildItem;
import io.quarkus.deployment.pkg.NativeConfig;
import io.quarkus.deployment.pkg.steps.NativeOrNativeSourcesBuild;
import io.quarkus.runtime.LocalesBuildTimeConfig;
import io.tenfold.function.nativeimage.LocalesOfTheImage;
import java.nio.charset.StandardCharsets;
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
  private static final String METADATA = "META-INF/native-image/io.tenfold/tenfold-function-files/";

  /** Finds out by the calls of the classes that the processor leads to. */
  @BuildStep
  JdkNeedsBuildItem findOut(ProcessorBuildItem processor, LocalesBuildTimeConfig configured) {
    ClassLoader program = Thread.currentThread().getContextClassLoader();
    JdkNeeds needs = new JdkNeeds();
    new ClassReferences(program).filesFrom(processor.type().name().toString()).forEach(needs::add);
    Set<String> locales = new TreeSet<>();
    // Quarkus' word for all of them.
    boolean all = configured.locales().contains(Locale.ROOT);
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
    archives.getRootArchive().accept(tree -> tree.walk(at -> files.add(at.getRelativePath("/"))));
    config.resources().includes().ifPresent(globs -> globs.forEach(files::addGlob));
    jdk.needs().bundles().forEach(files::addBundle);
    jdk.needs().services().forEach(files::addService);
    metadata.produce(
        new GeneratedResourceBuildItem(
            METADATA + "resource-config.json", files.resources().getBytes(StandardCharsets.UTF_8)));
    metadata.produce(
        new GeneratedResourceBuildItem(
            METADATA + "reflect-config.json", files.providers().getBytes(StandardCharsets.UTF_8)));
  }
}
