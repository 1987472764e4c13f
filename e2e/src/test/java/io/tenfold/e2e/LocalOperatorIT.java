package io.tenfold.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.local.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator's commands on the runs of this machine. */
class LocalOperatorIT {
  @TempDir Path folder;

  private Tenfold tenfold;
  private String function;

  @BeforeEach
  void openShell() {
    function = Functions.packageOf("tenfold.faulty.function").toString();
    tenfold =
        new Tenfold(folder, Map.of(), "--local", "--folder", folder.resolve("work").toString());
  }

  private String write(String content) throws Exception {
    return Files.writeString(folder.resolve("batch.json"), content).toString();
  }

  private String newest() throws Exception {
    String line = tenfold.run("list", "--max", "1").out().lines().skip(1).findFirst().orElse("");
    return line.substring(line.lastIndexOf(' ') + 1);
  }

  @Test
  void aBatchIsStartedUnderstoodRetriedAndMerged() throws Exception {
    tenfold.run("list").says(0, "No runs.");
    tenfold.run("watch", "last").says(3, "No batch has been run");
    String file = write(OperatorIT.records(20, "sleep", 0, 13));
    tenfold
        .run("start", file, "--function", function, "--timeout", "3")
        .says(0, "Started  arn:", "Run SUCCEEDED", "18 succeeded, 2 failed");
    String first = newest();
    tenfold.run("watch", first).says(0, "18 succeeded, 2 failed", "each accounted for");
    tenfold.run("failures", first, "--group").says(0, "Sandbox.Timedout");
    tenfold
        .run("retry", first, "--function", function, "--timeout", "30")
        .says(0, "Retrying 2 records", "2: 2 succeeded");
    Path merged = folder.resolve("merged.jsonl");
    tenfold.run("results", first, newest(), "-o", merged.toString()).says(0, "Wrote 20 outputs");
    List<String> lines = Files.readAllLines(merged);
    assertThat(lines).hasSize(20);
    for (int i = 0; i < 20; i++) {
      assertThat(lines.get(i)).startsWith("{\"index\":" + i + ",");
    }
    tenfold.run("queue").says(0, "The queue is empty.");
  }

  @Test
  void aRecordKeepsItsKeyInEveryRetryUntilItIsCorrected() throws Exception {
    String stubborn =
        "{\"kind\": \"stubborn\", \"times\": 2, \"folder\": " + Json.write(folder.toString()) + "}";
    String file = write("[{\"kind\": \"none\"}, " + stubborn + ", " + stubborn + "]");
    runTolerantly("start", file).says(0, "1 succeeded, 2 failed");
    runTolerantly("retry", "last")
        .says(1, "2: 0 succeeded, 2 failed", "2 records are still failed");
    String failures = tenfold.run("failures", "last", "--json").out();
    Path corrected =
        Files.writeString(
            folder.resolve("corrected.jsonl"),
            failures.replaceFirst("(\"index\":2,.*)\"times\":2", "$1\"times\":1"));
    runTolerantly("retry", "last", "--corrected", corrected.toString()).says(0, "2: 2 succeeded");

    List<String> asItWas = Files.readAllLines(folder.resolve("attempts-1"));
    assertThat(asItWas).hasSize(3).containsOnly(asItWas.get(0));
    List<String> andCorrected = Files.readAllLines(folder.resolve("attempts-2"));
    assertThat(andCorrected).hasSize(3);
    assertThat(andCorrected.get(1)).isEqualTo(andCorrected.get(0));
    assertThat(andCorrected.get(2)).isNotEqualTo(andCorrected.get(0));
    assertThat(origin(andCorrected.get(2))).isEqualTo(origin(asItWas.get(0)));

    runTolerantly("start", file).says(0, "3 succeeded");
    String inAnotherBatch = Files.readAllLines(folder.resolve("attempts-1")).get(3);
    assertThat(origin(inAnotherBatch)).isNotEqualTo(origin(asItWas.get(0)));
  }

  private static String origin(String key) {
    return key.substring(0, key.indexOf('-'));
  }

  private Tenfold.Ended runTolerantly(String... words) throws Exception {
    String[] options = {"--function", function, "--tolerate", "100"};
    return tenfold.run(Stream.concat(Stream.of(words), Stream.of(options)).toArray(String[]::new));
  }

  @Test
  void aRunOfAnotherTerminalIsWatchedAndStopped() throws Exception {
    int[] all = IntStream.range(0, 50).toArray();
    String file = write(OperatorIT.records(50, "sleep", all));
    Tenfold.Running run = tenfold.start("start", file, "--function", function);
    run.awaitSaid("running");
    Tenfold.Running watching = tenfold.start("watch", "last");
    watching.awaitSaid("50 records");
    tenfold.run("list", "--status", "RUNNING").says(0, newest());
    tenfold.run("stop", "last").says(0, "has ended: ABORTED");
    run.end().says(143, "= 50 records, each accounted for exactly once");
    watching.end().says(1, "Run ABORTED");
    tenfold.run("failures", "last").says(0, "more records never started");
  }

  /** A batch whose first 40 records are done at once, and the last 20 take a while. */
  private String slowingDown() throws Exception {
    StringJoiner records = new StringJoiner(",\n", "[", "]");
    for (int i = 0; i < 60; i++) {
      records.add(
          i == 7
              ? "{\"kind\": \"reject\"}"
              : i < 40 ? "{\"kind\": \"none\"}" : "{\"kind\": \"sleep\", \"millis\": 1500}");
    }
    return write(records.toString());
  }

  /** Starts the batch and kills the command, with SIGKILL, in the middle of it. */
  private void kill(Tenfold.Running run) throws Exception {
    kill(run, 39);
  }

  private void kill(Tenfold.Running run, int children) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (succeededSoFar() < children) {
      assertThat(System.nanoTime()).as(children + " succeed").isLessThan(deadline);
      Thread.sleep(50);
    }
    for (ProcessHandle child : run.process().descendants().toList()) {
      if (child.info().commandLine().orElse("").contains("tenfold.jar")) {
        child.destroyForcibly();
      }
    }
    run.process().destroyForcibly().waitFor();
  }

  private long succeededSoFar() throws Exception {
    Path growing = folder.resolve("work/s3/.growing");
    if (!Files.isDirectory(growing)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(growing)) {
      Path file = files.filter(f -> f.endsWith("SUCCEEDED_0.json")).findFirst().orElse(null);
      return file == null ? 0 : Files.readString(file).split("\"Status\":", -1).length - 1L;
    }
  }

  @Test
  void aKilledRunTellsWhatItDidAndGoesOnWithTheRest() throws Exception {
    String file = slowingDown();
    kill(tenfold.start("start", file, "--function", function));
    tenfold
        .run("watch", "last")
        .says(1, "Tenfold.Killed", " succeeded, 1 failed", "may have run: indexes ");
    tenfold.run("watch", "last", "--json").says(1, "\"everyRecordAccountedForOnce\" : false");
    tenfold.run("failures", "last").says(0, "rejected on request", "tenfold resume");
    tenfold.run("results", "last").says(0, "did not finish", "{\"index\":0,");
    tenfold.run("retry", "last", "--function", function).says(3, "tenfold resume");
    tenfold.run("cost", "last").says(3, "got through its records", "tenfold resume");
    tenfold.run("stop", "last").says(0, "had ended already", " may have run", "tenfold resume");
    String name = newest();
    tenfold
        .run("resume", "last", "--function", function)
        .says(0, "59 succeeded, 1 failed", "= 60 records, each accounted for exactly once");
    assertThat(newest()).isEqualTo(name);
    tenfold.run("resume", "last", "--function", function).says(3, "SUCCEEDED");
    Path merged = folder.resolve("merged.jsonl");
    tenfold.run("results", "last", "-o", merged.toString()).says(0, "Wrote 59 outputs");
    assertThat(origins()).as("what went on is the same batch").hasSize(1);
  }

  @Test
  void aKilledRunOfBatchesTellsWhatItDidAndGoesOnWithTheRest() throws Exception {
    String file = slowingDown();
    kill(tenfold.start("start", file, "--batch-size", "8", "--function", function), 5);
    tenfold
        .run("watch", "last")
        .says(1, "39 succeeded, 1 failed", "may have run: indexes 40 to 59");
    tenfold.run("failures", "last", "--json").says(0, "\"index\":7,", "\"kind\":\"reject\"");
    tenfold
        .run("resume", "last", "--function", function)
        .says(0, "59 succeeded, 1 failed", "= 60 records, each accounted for exactly once");
    tenfold.run("results", "last", "-o", folder.resolve("m.jsonl").toString()).says(0, "Wrote 59");
  }

  private Set<String> origins() throws Exception {
    Set<String> origins = new HashSet<>();
    try (Stream<Path> files = Files.walk(folder.resolve("work/s3/tenfold-local/results"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Matcher origin =
            Pattern.compile("origin[^0-9a-f]*([0-9a-f]{16})").matcher(Files.readString(file));
        while (origin.find()) {
          origins.add(origin.group(1));
        }
      }
    }
    return origins;
  }

  @Test
  void withItsFileInExecutionsGoneAKilledRunIsFoundAndResumed() throws Exception {
    kill(tenfold.start("start", slowingDown(), "--function", function));
    try (Stream<Path> files = Files.list(folder.resolve("work/executions"))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    tenfold.run("list").says(0, "ABORTED", "batch-json");
    tenfold
        .run("resume", "last", "--function", function)
        .says(0, "59 succeeded, 1 failed", "= 60 records, each accounted for exactly once");
  }

  @Test
  void anInterruptedRunGoesOnWithWhatWasAbortedOrNeverStarted() throws Exception {
    Tenfold.Running run = tenfold.start("start", slowingDown(), "--function", function);
    run.awaitSaid("running");
    run.signal("INT");
    run.end().says(130, "= 60 records, each accounted for exactly once");
    tenfold
        .run("resume", "last", "--function", function)
        .says(0, "59 succeeded, 1 failed", "= 60 records, each accounted for exactly once");
  }

  @Test
  void aFailedRunsMessageCanBeDeleted() throws Exception {
    String file = write(OperatorIT.records(4, "reject", 0, 1, 2));
    tenfold.run("start", file, "--function", function).says(1, "Run FAILED");
    tenfold.run("queue", "--json").says(0, "ExceedToleratedFailureThreshold");
    tenfold.run("queue", "--delete").says(0, "Deleted 1 message.");
    tenfold.run("queue").says(0, "The queue is empty.");
  }

  @Test
  void theResultsOfManyRecordsTakeLittleMemory() throws Exception {
    int records = 150_000;
    LargeRun.write(folder.resolve("work"), "large", records);
    Path merged = folder.resolve("merged.jsonl");
    tenfold
        .with("JAVA_TOOL_OPTIONS", "-Xmx32m")
        .run("results", "large", "-o", merged.toString())
        .says(0, "Wrote 150,000 outputs");
    // Several times the heap, or the test would show nothing.
    assertThat(Files.size(merged)).isGreaterThan(100_000_000);
    try (Stream<String> lines = Files.lines(merged)) {
      Iterator<String> next = lines.iterator();
      for (int i = 0; i < records; i++) {
        assertThat(next.next()).startsWith("{\"index\":" + i + ",");
      }
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.startsWith(".tenfold"));
    }
  }
}
