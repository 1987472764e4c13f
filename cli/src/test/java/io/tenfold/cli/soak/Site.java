package io.tenfold.cli.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of one scenario: the function, the workflow, the file of records, the ledger, and the
 * folder that tenfold works in.
 */
final class Site {
  private final Path root;
  private final Scenario scenario;

  private Site(Path root, Scenario scenario) {
    this.root = root;
    this.scenario = scenario;
  }

  /** Lays out a scenario in a folder, with the repository's workflow. */
  static Site of(Path root, Scenario scenario, String workflow) throws IOException {
    Site site = new Site(Files.createDirectories(root), scenario);
    Files.createDirectories(root.resolve("ledger").resolve("attempts"));
    site.writeFunction();
    // As on AWS, but that waits are short: a soak's hours are for records.
    String quick = replace(workflow, "\"BackoffRate\": 2", "\"BackoffRate\": 1");
    quick = replace(quick, "\"IntervalSeconds\": 2", "\"IntervalSeconds\": 1");
    quick = replace(quick, "$power(2, $max($later.($ % 8)) - 1)", "1");
    Files.writeString(site.workflow(), quick);
    Files.write(site.input(), scenario.form().write(scenario.records()));
    return site;
  }

  private static String replace(String text, String what, String by) {
    if (!text.contains(what)) {
      throw new IllegalStateException("The workflow has no " + what + " any more");
    }
    return text.replace(what, by);
  }

  private void writeFunction() throws IOException {
    Path classes = Files.createDirectories(root.resolve("function").resolve("classes"));
    Path compiled = Classes.folderOf(SoakFunction.class);
    String packagePath = SoakFunction.class.getPackageName().replace('.', '/');
    Path target = Files.createDirectories(classes.resolve(packagePath));
    String name = SoakFunction.class.getSimpleName();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(compiled.resolve(packagePath), name + "{,$*}.class")) {
      for (Path file : files) {
        Files.copy(file, target.resolve(file.getFileName()));
      }
    }
    Path bootstrap = root.resolve("function").resolve("bootstrap");
    Files.writeString(
        bootstrap,
        String.join(
            "\n",
            "#!/bin/sh",
            // The soak's limit of files' sizes is the engine's, not the ledger's.
            "ulimit -S -f unlimited",
            "exec '"
                + Classes.java()
                + "' -Xshare:auto -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData"
                + " -Xms4m -Xmx64m -Xss512k -cp '"
                + classes
                + "' "
                + SoakFunction.class.getName()
                + " '"
                + ledgerFolder()
                + "'",
            ""));
    if (!bootstrap.toFile().setExecutable(true)) {
      throw new IOException(bootstrap + " can't be made executable");
    }
  }

  /** Returns the site's own folder. */
  Path root() {
    return root;
  }

  /** Returns the function's package, a folder. */
  Path function() {
    return root.resolve("function");
  }

  /** Returns the workflow's file. */
  Path workflow() {
    return root.resolve("workflow.json");
  }

  /** Returns the file of records. */
  Path input() {
    return root.resolve("records." + scenario.form().suffix());
  }

  /** Returns the folder of the ledger. */
  Path ledgerFolder() {
    return root.resolve("ledger");
  }

  /** Returns the folder that tenfold works in. */
  Path work() {
    return root.resolve("work");
  }

  /** Returns the bucket's folder. */
  Path bucket() {
    return work().resolve("s3").resolve("tenfold-local");
  }

  /** Returns the names of the runs there are, by their files, oldest first. */
  List<String> runs() {
    Path folder = work().resolve("executions");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".json") && !name.startsWith("."))
          .map(name -> name.substring(0, name.length() - ".json".length()))
          .sorted(Comparator.comparing(name -> name.replaceFirst(".*-(\\d{8}-\\d{6})-", "$1")))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the files of uploads that were begun and neither completed nor given up. */
  List<Path> uploads() throws IOException {
    Path folder = work().resolve("s3").resolve(".uploads");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  /** Returns the processes of the function, and their descendants, that are alive. */
  List<Long> processes() throws IOException {
    // Their environment is inherited by whatever they start, also in another session.
    String mark = "LAMBDA_TASK_ROOT=" + function();
    List<Long> found = new ArrayList<>();
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      for (Path process : all.filter(p -> p.getFileName().toString().matches("\\d+")).toList()) {
        try {
          String environment =
              new String(
                  Files.readAllBytes(process.resolve("environ")),
                  java.nio.charset.StandardCharsets.ISO_8859_1);
          String state = Files.readString(process.resolve("stat")).replaceFirst(".*\\) ", "");
          if (environment.contains(mark) && !state.startsWith("Z")) {
            found.add(Long.parseLong(process.getFileName().toString()));
          }
        } catch (IOException e) {
          // It has ended since.
        }
      }
    }
    return found;
  }

  /** Returns whether some file that tenfold left, but for runs' own files, holds a text. */
  boolean keeps(String text) throws IOException {
    if (!Files.isDirectory(work())) {
      return false;
    }
    try (Stream<Path> files = Files.walk(work())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.startsWith(bucket().resolve("results"))
            && Files.size(file) < 300_000
            && new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1)
                .contains(text)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Deletes a file or a folder with all that is in it. */
  static void delete(Path root) throws IOException {
    if (!Files.exists(root, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
