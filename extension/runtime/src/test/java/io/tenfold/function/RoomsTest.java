package io.tenfold.function;

import static com.tngtech.archunit.base.DescribedPredicate.or;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
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

/** What may call what within the function; an arrow that is new here is a decision. */
@AnalyzeClasses(packages = "io.tenfold.function", importOptions = DoNotIncludeTests.class)
class RoomsTest {
  private static final String ROOT = "io.tenfold.function";
  private static final int MOST_FILES = 25;

  /** Each package, without the root's name, and all that it may call; the root's own is "". */
  private static final Map<String, Set<String>> ARROWS =
      Map.of(
          "", Set.of(),
          "json", Set.of(""),
          "log", Set.of(""),
          "logmanager", Set.of("", "log"),
          "invoke", Set.of("", "json", "log"),
          "poll", Set.of("", "invoke"),
          "idempotency", Set.of("", "invoke"),
          "nativeimage", Set.of("", "invoke", "json", "log", "logmanager", "poll"),
          "quarkus", Set.of("", "invoke", "json", "log", "logmanager", "poll"));

  @ArchTest
  static final ArchRule noPackageCallsOneThatCallsIt =
      slices().matching("io.tenfold.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule whatADirectStartRunsKnowsNothingOfQuarkus =
      noClasses()
          .that()
          .resideInAnyPackage(ROOT + ".json", ROOT + ".log", ROOT + ".invoke", ROOT + ".poll")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.quarkus..", "jakarta..", "org.jboss..", "org.eclipse..");

  @ArchTest
  static final ArchRule theApiNeedsNothingButTheJdkAndTheAnnotationsOfABean =
      classes()
          .that()
          .resideInAPackage(ROOT)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(ROOT, "java..", "jakarta.enterprise.inject..", "jakarta.inject..");

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
                  or(resideInAnyPackage(allowed), resideOutsideOfPackage(ROOT + "..")))
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
