package io.tenfold.function.deployment;

import static com.tngtech.archunit.base.DescribedPredicate.or;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What may call what within the build steps; an arrow that is new here is a decision. */
@AnalyzeClasses(
    packages = {"io.tenfold.function.deployment", "io.tenfold.function.packaging"},
    importOptions = DoNotIncludeTests.class)
class RoomsTest {
  private static final String ROOT = "io.tenfold.function";
  private static final int MOST_FILES = 25;

  /** Each package, without the root's name, and what it may call of the project. */
  private static final Map<String, Set<String>> ARROWS =
      Map.of(
          "deployment", Set.of("", "nativeimage", "packaging", "quarkus"),
          "deployment.aws", Set.of("deployment", "nativeimage"),
          "packaging", Set.of());

  @ArchTest
  static final ArchRule noPackageCallsOneThatCallsIt =
      slices().matching("io.tenfold.(**)").should().beFreeOfCycles();

  @ArchTest
  static void everyPackageCallsOnlyWhatItMay(JavaClasses all) {
    ARROWS.forEach(
        (room, callees) -> {
          String[] allowed =
              Stream.concat(Stream.of(room), callees.stream())
                  .map(RoomsTest::packageOf)
                  .toArray(String[]::new);
          classes()
              .that()
              .resideInAPackage(packageOf(room))
              .should()
              .onlyDependOnClassesThat(
                  or(resideInAnyPackage(allowed), resideOutsideOfPackage("io.tenfold..")))
              .check(all);
        });
  }

  @ArchTest
  static void everyPackageHasItsArrows(JavaClasses all) {
    assertThat(files(all).keySet())
        .isEqualTo(ARROWS.keySet().stream().map(RoomsTest::packageOf).collect(Collectors.toSet()));
  }

  @ArchTest
  static void noPackageIsTooLargeToTakeIn(JavaClasses all) {
    assertThat(files(all))
        .allSatisfy((room, files) -> assertThat(files).hasSizeLessThanOrEqualTo(MOST_FILES));
  }

  @ArchTest
  static void everyPackageSaysWhatItIsFor(JavaClasses all) {
    assertThat(files(all).keySet())
        .allSatisfy(
            room ->
                assertThat(
                        Path.of("src", "main", "java", room.replace('.', '/'), "package-info.java"))
                    .content(StandardCharsets.UTF_8)
                    .contains("/**"));
  }

  private static Map<String, Set<String>> files(JavaClasses all) {
    Map<String, Set<String>> files = new TreeMap<>();
    for (JavaClass type : all) {
      files
          .computeIfAbsent(type.getPackageName(), name -> new TreeSet<>())
          .add(type.getSource().orElseThrow().getFileName().orElseThrow());
    }
    return files;
  }

  private static String packageOf(String room) {
    return room.isEmpty() ? ROOT : ROOT + "." + room;
  }
}
