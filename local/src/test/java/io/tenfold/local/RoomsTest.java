package io.tenfold.local;

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
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What may call what within the module; an arrow that is new here is a decision, not an accident.
 */
@AnalyzeClasses(packagesOf = LocalEngine.class, importOptions = DoNotIncludeTests.class)
class RoomsTest {
  private static final String ROOT = "io.tenfold.local";
  private static final int MOST_FILES = 25;

  /** Each package, without the root's name, and all that it may call; the root's own is "". */
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          Map.entry("arn", Set.of()),
          Map.entry("fault", Set.of()),
          Map.entry("http", Set.of()),
          Map.entry("json", Set.of()),
          Map.entry("port", Set.of()),
          Map.entry("folder", Set.of("json", "port")),
          Map.entry("asl.error", Set.of()),
          Map.entry("jsonata.value", Set.of()),
          Map.entry("jsonata.regex", Set.of("jsonata.value")),
          Map.entry("jsonata.function", Set.of("jsonata.regex", "jsonata.value")),
          Map.entry("jsonata", Set.of("jsonata.function", "jsonata.regex", "jsonata.value")),
          Map.entry(
              "asl.jsonata",
              Set.of("asl.error", "json", "jsonata", "jsonata.function", "jsonata.value")),
          Map.entry("asl.definition", Set.of("asl.error", "asl.jsonata", "json")),
          Map.entry("asl.execution", Set.of("arn", "asl.error", "asl.jsonata", "json")),
          Map.entry(
              "asl",
              Set.of(
                  "fault",
                  "arn",
                  "asl.definition",
                  "asl.error",
                  "asl.execution",
                  "asl.jsonata",
                  "json",
                  "port")),
          Map.entry(
              "map.read",
              Set.of(
                  "fault",
                  "arn",
                  "asl",
                  "asl.error",
                  "asl.execution",
                  "asl.jsonata",
                  "json",
                  "port")),
          Map.entry("map.result", Set.of("fault", "json", "map.read", "port")),
          Map.entry(
              "map.run",
              Set.of(
                  "fault",
                  "arn",
                  "asl",
                  "asl.error",
                  "asl.execution",
                  "asl.jsonata",
                  "json",
                  "map.read",
                  "map.result",
                  "port")),
          Map.entry("task", Set.of("arn", "asl.error", "asl.execution", "json", "map.run", "port")),
          Map.entry(
              "",
              Set.of(
                  "fault",
                  "arn",
                  "asl",
                  "asl.error",
                  "asl.execution",
                  "json",
                  "map.read",
                  "map.run",
                  "port",
                  "task",
                  "trial")),
          Map.entry(
              "trial", Set.of("arn", "asl", "asl.error", "asl.execution", "asl.jsonata", "json")),
          Map.entry("lambda", Set.of("arn", "json")),
          Map.entry("lambda.runtimeapi", Set.of("http", "json", "port")),
          Map.entry("lambda.process", Set.of("fault", "lambda")),
          Map.entry(
              "lambda.host",
              Set.of("fault", "lambda", "lambda.process", "lambda.runtimeapi", "port")),
          Map.entry("aws.http", Set.of()),
          Map.entry("aws.moto", Set.of("aws.http", "http", "json", "lambda.process", "port")),
          Map.entry("aws.s3", Set.of("aws.http", "aws.moto", "json")),
          Map.entry("aws.logs", Set.of("aws.http", "aws.moto", "json")),
          Map.entry(
              "aws.lambda",
              Set.of(
                  "arn",
                  "aws.http",
                  "aws.moto",
                  "json",
                  "lambda",
                  "lambda.host",
                  "lambda.process",
                  "port")),
          Map.entry("aws.sfn.request", Set.of("arn")),
          Map.entry(
              "aws.sfn",
              Set.of(
                  "",
                  "arn",
                  "asl",
                  "asl.definition",
                  "asl.error",
                  "asl.execution",
                  "aws.http",
                  "aws.sfn.request",
                  "json",
                  "map.result",
                  "map.run",
                  "port",
                  "task",
                  "trial")),
          Map.entry(
              "aws.task",
              Set.of("arn", "asl.error", "asl.execution", "aws.moto", "json", "port", "task")),
          Map.entry(
              "aws",
              Set.of(
                  "fault",
                  "asl.execution",
                  "aws.http",
                  "aws.lambda",
                  "aws.logs",
                  "aws.moto",
                  "aws.s3",
                  "aws.sfn",
                  "aws.task",
                  "json")));

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
          GivenClassesConjunction inRoom = classes().that().resideInAPackage(packageOf(room));
          inRoom
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
