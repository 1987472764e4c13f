package io.tenfold.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.Source;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which package of the command calls which. */
@AnalyzeClasses(packages = "io.tenfold.cli", importOptions = DoNotIncludeTests.class)
class RoomsTest {
  private static final int MOST_SOURCES = 25;
  private static final Path SOURCES = Path.of("src", "main", "java");

  @ArchTest
  static final ArchRule arrowsHaveOneDirection =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("io.tenfold.cli..")
          .layer("program")
          .definedBy("io.tenfold.cli")
          .layer("command")
          .definedBy("io.tenfold.cli.command")
          .layer("cost")
          .definedBy("io.tenfold.cli.cost")
          .layer("report")
          .definedBy("io.tenfold.cli.report")
          .layer("web")
          .definedBy("io.tenfold.cli.web")
          .layer("results")
          .definedBy("io.tenfold.cli.results")
          .layer("batch.aws")
          .definedBy("io.tenfold.cli.batch.aws")
          .layer("batch.embedded")
          .definedBy("io.tenfold.cli.batch.embedded")
          .layer("batch")
          .definedBy("io.tenfold.cli.batch")
          .layer("file")
          .definedBy("io.tenfold.cli.file")
          .layer("endpoint")
          .definedBy("io.tenfold.cli.endpoint")
          .layer("environment")
          .definedBy("io.tenfold.cli.environment")
          .layer("environment.option")
          .definedBy("io.tenfold.cli.environment.option")
          .layer("project")
          .definedBy("io.tenfold.cli.project")
          .layer("workflow")
          .definedBy("io.tenfold.cli.workflow")
          .layer("settings")
          .definedBy("io.tenfold.cli.settings")
          .layer("console")
          .definedBy("io.tenfold.cli.console")
          .whereLayer("program")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("command")
          .mayOnlyBeAccessedByLayers("program")
          .whereLayer("cost")
          .mayOnlyBeAccessedByLayers("command", "report")
          .whereLayer("report")
          .mayOnlyBeAccessedByLayers("command", "web")
          .whereLayer("web")
          .mayOnlyBeAccessedByLayers("command")
          .whereLayer("batch.aws")
          .mayOnlyBeAccessedByLayers("command", "environment.option")
          .whereLayer("batch.embedded")
          .mayOnlyBeAccessedByLayers("command", "endpoint")
          .whereLayer("results")
          .mayOnlyBeAccessedByLayers("command", "report")
          .whereLayer("batch")
          .mayOnlyBeAccessedByLayers(
              "command", "report", "web", "results", "file", "batch.aws", "batch.embedded")
          .whereLayer("file")
          .mayOnlyBeAccessedByLayers("command", "results")
          .whereLayer("endpoint")
          .mayOnlyBeAccessedByLayers("command", "environment.option")
          .whereLayer("environment")
          .mayOnlyBeAccessedByLayers("command", "environment.option", "batch.aws", "batch.embedded")
          .whereLayer("environment")
          .mayOnlyAccessLayers("console")
          .whereLayer("environment.option")
          .mayOnlyBeAccessedByLayers("command")
          .whereLayer("project")
          .mayOnlyBeAccessedByLayers("command")
          .whereLayer("project")
          .mayOnlyAccessLayers("console")
          .whereLayer("workflow")
          .mayOnlyBeAccessedByLayers("command")
          .whereLayer("workflow")
          .mayOnlyAccessLayers("console")
          .whereLayer("settings")
          .mayOnlyBeAccessedByLayers("command", "endpoint", "batch.aws", "environment.option")
          .whereLayer("settings")
          .mayOnlyAccessLayers("console")
          .whereLayer("console")
          .mayNotAccessAnyLayer()
          .ensureAllClassesAreContainedInArchitecture();

  @ArchTest
  static final ArchRule noPackageReachesItself =
      slices().matching("io.tenfold.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule ofTheOtherModulesOnlyTheEngineIsCalled =
      classes()
          .should()
          .onlyDependOnClassesThat(
              DescribedPredicate.describe(
                  "are of the command, of the engine, or of no module of Tenfold",
                  used ->
                      !used.getPackageName().startsWith("io.tenfold.")
                          || used.getPackageName().matches("io\\.tenfold\\.(cli|local)(\\..*)?")));

  @ArchTest
  static final ArchRule onePackageKnowsTheAwsSdk =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.tenfold.cli.batch.aws")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon.awssdk..");

  @ArchTest
  static void everyPackageIsSmallEnoughToLiveIn(JavaClasses all) {
    assertThat(sources(all))
        .hasSizeGreaterThan(5)
        .allSatisfy(
            (name, sources) -> assertThat(sources).as(name).hasSizeLessThanOrEqualTo(MOST_SOURCES));
  }

  @ArchTest
  static void everyPackageSaysWhatItIsFor(JavaClasses all) {
    assertThat(sources(all).keySet())
        .isNotEmpty()
        .allSatisfy(
            name ->
                assertThat(Files.readString(folder(name).resolve("package-info.java")))
                    .contains("/**"));
  }

  private static Path folder(String name) {
    return SOURCES.resolve(name.replace('.', '/'));
  }

  private static Map<String, TreeSet<String>> sources(JavaClasses all) {
    Map<String, TreeSet<String>> sources = new TreeMap<>();
    for (JavaClass each : all) {
      Optional<String> file = each.getSource().flatMap(Source::getFileName);
      sources
          .computeIfAbsent(each.getPackageName(), name -> new TreeSet<>())
          .add(file.orElseThrow());
    }
    return sources;
  }
}
