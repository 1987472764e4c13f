package io.tenfold.cli.soak;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A bug planted in the product: one of its source files, or the workflow, with some text replaced.
 *
 * @param name what is wrong with it
 * @param file the source file, from the repository's root
 * @param text what is replaced; it must be there exactly once
 * @param replacement what takes its place
 * @param shows in which scenarios it can show
 */
record Mutant(String name, Path file, String text, String replacement, Predicate<Scenario> shows) {
  private static final Path MAP = Path.of("local/src/main/java/io/tenfold/local/map");
  private static final Path ASL = Path.of("local/src/main/java/io/tenfold/local/asl");
  private static final Path CLI = Path.of("cli/src/main/java/io/tenfold/cli");
  private static final Path WORKFLOW = Path.of("statemachine.asl.json");

  /** Returns the planted bugs, which a soak must find. */
  static List<Mutant> all() {
    return List.of(
        new Mutant(
            "a FAILED entry not written",
            MAP.resolve("run/ChildExecutions.java"),
            "int items) {\n    try {\n      writer.write(child);\n",
            "int items) {\n"
                + "    try {\n"
                + "      if (!\"FAILED\".equals(child.status()) || Math.random() < 0.9) {\n"
                + "        writer.write(child);\n"
                + "      }\n",
            scenario ->
                undisturbed(scenario) && scenario.batchSize() == 1 && many(scenario, "reject", 20)),
        new Mutant(
            "a result written twice after a crash",
            MAP.resolve("run/ChildExecutions.java"),
            "while (item != null && before.has(item.index())) {",
            "while (item != null && Math.random() < 0.9 && before.has(item.index())) {",
            scenario -> killedInTheMiddle(scenario) && scenario.batchSize() == 1),
        new Mutant(
            "a retry dropped",
            ASL.resolve("FaultTolerance.java"),
            "attempts[i] < retrier.maxAttempts()",
            "attempts[i] + 1 < retrier.maxAttempts()",
            scenario ->
                undisturbed(scenario)
                    && scenario.batchSize() == 1
                    && scenario.records().stream()
                        .anyMatch(record -> record.words().equals(List.of("transient")))),
        new Mutant(
            "a flush left out",
            MAP.resolve("result/ResultWriter.java"),
            "closing(false));\n      out.flush();\n",
            "closing(false));\n",
            Mutant::undisturbed),
        new Mutant(
            "an iterator asked again",
            MAP.resolve("read/Dataset.java"),
            "if (failure != null) {",
            "if (failure != null && index < 0) {",
            // What is read before it is damaged shows nothing.
            scenario ->
                scenario.disturbance() == Disturbance.INPUT_DAMAGED && scenario.batchSize() == 1),
        new Mutant(
            "exit code 4 never returned",
            CLI.resolve("results/RunSummary.java"),
            "return ExitCode.RECORDS_LOST;",
            "return ExitCode.RUN_FAILED;",
            scenario -> undisturbed(scenario) && scenario.tampered()),
        new Mutant(
            "an outcome of a batch lost",
            MAP.resolve("result/BatchRecords.java"),
            "if (wanted.test(group)) {\n        to.accept(group, record(",
            "if (wanted.test(group) && Math.random() < 0.95) {\n        to.accept(group, record(",
            scenario -> undisturbed(scenario) && scenario.batchSize() > 1),
        new Mutant(
            "a tolerance of children",
            WORKFLOW,
            "($states.input.counts.failed + $states.input.counts.timedOut) * 100",
            "($states.input.counts.failed - $failedInBatches) * 100",
            scenario ->
                undisturbed(scenario)
                    && scenario.batchSize() >= 7
                    && scenario.tolerated() < 11
                    && many(scenario, "reject", scenario.records().size() / 6)),
        new Mutant(
            "what is to be tried again forgotten",
            WORKFLOW,
            "$count($todo) + $count($alone) + $count($later) = 0",
            "$count($todo) + $count($alone) = 0",
            scenario ->
                undisturbed(scenario)
                    && scenario.batchSize() >= 7
                    && many(scenario, "transient", 1)),
        new Mutant(
            "neighbours of a poison record forgotten",
            WORKFLOW,
            "\"alone\": \"{% ($first := $alone[0]; [$alone[$ != $first]]) %}\"",
            "\"alone\": []",
            scenario ->
                undisturbed(scenario) && scenario.batchSize() >= 7 && many(scenario, "crash", 1)),
        new Mutant(
            "a batch known by its first record alone",
            MAP.resolve("run/Outcomes.java"),
            "int end = (int) Math.min(items, position + count);",
            "int end = first + 1;",
            scenario ->
                killedInTheMiddle(scenario)
                    && scenario.batchSize() > 1
                    && scenario.batchSize() < 10));
  }

  private static boolean killedInTheMiddle(Scenario scenario) {
    return scenario.disturbance() == Disturbance.KILL_ENGINE
        && !scenario.byTime()
        && scenario.records().size() > 100
        && scenario.moment() > 0.4
        && scenario.moment() < 0.8;
  }

  private static boolean undisturbed(Scenario scenario) {
    return scenario.disturbance() == Disturbance.NONE
        && scenario.reserved() == 0
        && !scenario.form().mayBeRefused()
        && scenario.records().size() > 50;
  }

  private static boolean many(Scenario scenario, String word, int most) {
    return scenario.records().stream()
            .filter(record -> record.words().equals(List.of(word)))
            .count()
        > most;
  }

  /** Returns the numbers of a seed's first scenarios in which it can show. */
  List<Integer> numbers(long seed, int count) {
    return IntStream.range(0, 10_000)
        .filter(number -> shows.test(Scenario.of(seed, number)))
        .limit(count)
        .boxed()
        .toList();
  }

  /**
   * Compiles the file with the bug in it, or writes the workflow with it.
   *
   * @param repository the repository's root
   * @param classes the folder for the classes, to stand before all others on a class path
   * @return the workflow to run: the repository's, or the one with the bug
   * @throws IllegalStateException if the file no longer has the text exactly once, or does not
   *     compile with its replacement
   */
  Path plant(Path repository, Path classes) throws IOException {
    Path original = repository.resolve(file);
    String source = Files.readString(original);
    int at = source.indexOf(text);
    if (at < 0 || source.indexOf(text, at + 1) >= 0) {
      throw new IllegalStateException(
          "To plant \"" + name + "\", " + file + " must have once, and has not: " + text);
    }
    if (file.equals(WORKFLOW)) {
      return Files.writeString(classes.resolve(file), source.replace(text, replacement));
    }
    Path changed = Files.createDirectories(classes.resolve("source")).resolve(file.getFileName());
    Files.writeString(changed, source.replace(text, replacement));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      boolean compiled =
          compiler
              .getTask(
                  said,
                  files,
                  null,
                  List.of("-proc:none", "-cp", Classes.path(), "-d", classes.toString()),
                  null,
                  files.getJavaFileObjects(changed))
              .call();
      if (!compiled) {
        throw new IllegalStateException("\"" + name + "\" does not compile: " + said);
      }
    }
    return repository.resolve(WORKFLOW);
  }

  @Override
  public String toString() {
    return name;
  }
}
