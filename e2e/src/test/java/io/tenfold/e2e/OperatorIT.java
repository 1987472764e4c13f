package io.tenfold.e2e;

import static io.tenfold.local.Batch.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tenfold.local.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator's commands, by the script in the clone, against the local AWS endpoint. */
class OperatorIT {
  @TempDir static Path shared;

  private static AwsStack stack;

  @TempDir Path folder;

  private Tenfold tenfold;

  @BeforeAll
  static void createStack() throws Exception {
    stack = AwsStack.create(shared, Functions.packageOf("tenfold.faulty.function"));
  }

  @AfterAll
  static void endStack() throws Exception {
    if (stack != null) {
      stack.close();
    }
  }

  @BeforeEach
  void openShell() {
    tenfold = new Tenfold(folder, stack.environment());
  }

  static String records(int count, String kind, int... others) {
    List<Integer> indexes = IntStream.of(others).boxed().toList();
    return IntStream.range(0, count)
        .mapToObj(
            i -> "{\"kind\": \"" + (indexes.contains(i) ? kind : "none") + "\", \"millis\": 6000}")
        .collect(Collectors.joining(",\n", "[", "]\n"));
  }

  private String write(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content).toString();
  }

  private static Map<String, Object> json(Tenfold.Ended ended) {
    assertThat(ended.exitCode()).as(ended.err()).isZero();
    return object(Json.parse(ended.out()));
  }

  @Test
  void aProfileMayAssumeARole() throws Exception {
    String config =
        write(
            "config",
            """
            [profile keys]
            aws_access_key_id = test
            aws_secret_access_key = test
            [profile operator]
            region = us-east-1
            role_arn = arn:aws:iam::123456789012:role/operator
            source_profile = keys
            [profile nobody]
            region = us-east-1
            role_arn = arn:aws:iam::123456789012:role/operator
            source_profile = missing
            """);
    Tenfold other =
        tenfold
            .with("AWS_CONFIG_FILE", config)
            .with("AWS_SHARED_CREDENTIALS_FILE", folder.resolve("none").toString())
            .with("AWS_ACCESS_KEY_ID", null)
            .with("AWS_SECRET_ACCESS_KEY", null);

    other.run("list", "--profile", "operator", "--json").says(0, "[");
    other.run("list", "--profile", "nobody").says(3, "missing");
  }

  /** The function knows no such record, and so fails each: what it was given is in the failures. */
  @Test
  void theObjectsBelowAPrefixAreTheRecords() throws Exception {
    stack.put("images/1.png", "one");
    stack.put("images/2.txt", "two");
    stack.put("images/3.png", "three");
    Map<String, Object> started =
        json(tenfold.run("start", "--json", "images/", "--suffix", ".png"));
    assertThat(started).containsEntry("records", 2);
    String run = (String) started.get("executionArn");

    tenfold.run("watch", run).says(1, "2: 0 succeeded, 2 failed");
    Tenfold.Ended failures = tenfold.run("failures", run, "--format", "jsonl");
    assertThat(failures.out().lines().map(line -> object(object(Json.parse(line)).get("record"))))
        .extracting(record -> record.get("key"), record -> record.get("size"))
        .containsExactly(tuple("images/1.png", 3), tuple("images/3.png", 5));
    tenfold.run("start", "images/", "--suffix", ".jpg").says(3, "There is no object in");
    tenfold.run("start", "input/").says(3, "this stack's own batches");
  }

  @Test
  void aBatchIsStartedWatchedUnderstoodRetriedAndMerged() throws Exception {
    stack.setTimeout(3);
    String file = write("batch.json", records(40, "sleep", 3, 11, 20));
    Map<String, Object> started = json(tenfold.run("start", "--json", file));
    assertThat(started).containsEntry("records", 40);
    String first = (String) started.get("executionArn");

    tenfold
        .run("watch", first)
        .says(0, "Run SUCCEEDED", "40: 37 succeeded, 3 failed", "each accounted for exactly once")
        .says(0, "tenfold retry " + first);
    // It is over, and can be watched all the same.
    assertThat(object(json(tenfold.run("watch", "last", "--json")).get("counts")))
        .containsEntry("failed", 3);

    Tenfold.Ended failures = tenfold.run("failures", first, "--format", "jsonl");
    assertThat(failures.out().lines().map(line -> object(Json.parse(line)).get("index")))
        .containsExactly(3, 11, 20);
    tenfold.run("failures", first, "--group").says(0, "3", "Sandbox.Timedout");
    tenfold.run("failures", first, "--format", "csv").says(0, "index,status,error,message", "11,");

    tenfold.run("results", first).says(0, "Not in the output: 3 failed. See: ");

    stack.setTimeout(30);
    tenfold
        .run("retry", first, "--error", "NoSuchError")
        .says(0, "Left out: 3 records", "Nothing to try again");
    Tenfold.Ended retried = tenfold.run("retry", first, "--watch");
    retried.says(0, "Retrying 3 records", "3: 3 succeeded", "each accounted for exactly once");
    Map<String, Object> newest = newest();
    assertThat(retried.out())
        .contains("tenfold results " + name(first) + " " + newest.get("name") + " -o");
    tenfold.run("retry", "last").says(0, "Nothing to try again");

    Path merged = folder.resolve("merged.jsonl");
    Tenfold.Ended results = tenfold.run("results", "last", name(first), "-o", merged.toString());
    results.says(0, "Wrote 40 outputs");
    assertThat(results.err()).doesNotContain("failed").doesNotContain("LOST");
    List<String> lines = Files.readAllLines(merged);
    assertThat(lines).hasSize(40);
    for (int i = 0; i < 40; i++) {
      assertThat(lines.get(i)).startsWith("{\"index\":" + i + ",\"output\":");
    }
    assertThat(lines.get(3)).isEqualTo("{\"index\":3,\"output\":6000}");
    tenfold.run("results", "last", first, "--format", "csv").says(0, "index,output", "\n3,6000");
  }

  /** Which of 40 records are given to the function together is nobody's business afterwards. */
  @Test
  void batchesAreWatchedUnderstoodAndRetriedRecordByRecord() throws Exception {
    stack.setTimeout(3);
    String[] kinds = new String[40];
    Arrays.fill(kinds, "none");
    kinds[3] = "sleep";
    kinds[11] = "reject";
    kinds[12] = "reject";
    String file =
        write(
            "batches.json",
            Stream.of(kinds)
                .map(kind -> "{\"kind\": \"" + kind + "\", \"millis\": 6000}")
                .collect(Collectors.joining(",\n", "[", "]\n")));
    tenfold
        .run("start", file, "--batch-size", "10", "--param", "date=2026-11-01", "--watch")
        .says(0, "Run SUCCEEDED", "40: 37 succeeded, 3 failed", "each accounted for exactly once");
    String first = (String) newest().get("name");
    Tenfold.Ended failures = tenfold.run("failures", first, "--json");
    assertThat(failures.out().lines().map(line -> object(Json.parse(line)).get("index")))
        .containsExactly(3, 11, 12);
    tenfold.run("failures", first, "--group").says(0, "Sandbox.Timedout", "RecordRejected");

    stack.setTimeout(30);
    tenfold
        .run("retry", first, "--error", "Sandbox.Timedout", "--batch-size", "1", "--watch")
        .says(0, "Left out: 2 records", "1: 1 succeeded");
    tenfold.run("results", "last", first).says(0, "Not in the output: 2 failed.", "{\"index\":3,");
    tenfold.run("retry", first, "--watch").says(1, "3: 1 succeeded, 2 failed");
    tenfold.run("cost", first).says(0, "EXPRESS requests");
  }

  @Test
  void whatFailedInBatchesIsListedWhileTheRunGoesOn() throws Exception {
    stack.setTimeout(30);
    String file =
        write(
            "going-on.json",
            "[{\"kind\": \"none\"}, {\"kind\": \"reject\"}, {\"kind\": \"none\"},"
                + " {\"kind\": \"sleep\", \"millis\": 20000}]");
    String arn =
        (String)
            json(tenfold.run("start", "--json", "--batch-size", "2", file)).get("executionArn");
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
    Tenfold.Ended failures = tenfold.run("failures", arn, "--json");
    while (failures.out().isEmpty() && System.nanoTime() < deadline) {
      failures = tenfold.run("failures", arn, "--json");
    }
    assertThat(failures.out()).contains("\"index\":1,", "rejected on request");
    tenfold.run("list", "--status", "RUNNING").says(0, name(arn));
    tenfold.run("watch", arn).says(0, "4: 3 succeeded, 1 failed");
  }

  private static String name(String arn) {
    return arn.substring(arn.lastIndexOf(':') + 1);
  }

  private Map<String, Object> newest() throws Exception {
    Tenfold.Ended listed = tenfold.run("list", "--json", "--max", "1");
    assertThat(listed.exitCode()).as(listed.err()).isZero();
    return object(((List<?>) Json.parse(listed.out())).get(0));
  }

  @Test
  void recordsThatAreCorrectedAreTriedAgainAsTheyAreNow() throws Exception {
    String file = write("wrong.json", records(5, "reject", 2, 4));
    tenfold.run("start", file, "--watch").says(0, "3 succeeded, 2 failed");
    String first = (String) newest().get("name");
    String wrong = tenfold.run("failures", first, "--json").out();
    String corrected =
        write("right.jsonl", wrong.replace("\"kind\":\"reject\"", "\"kind\":\"none\""));
    tenfold.run("retry", first, "--corrected", corrected, "--watch").says(0, "2: 2 succeeded");
    Tenfold.Ended merged = tenfold.run("results", first, "last");
    assertThat(merged.out().lines()).hasSize(5).contains("{\"index\":4,\"output\":4}");
  }

  /** The stack reads a JSON array; a table is converted on its way, and its values stay texts. */
  @Test
  void aFileOfAnotherFormatBecomesOneOfTheStacks() throws Exception {
    String file = write("export.csv", "kind;millis\nnone;5\nreject;\nnone; 007 \nsleep;x\n");
    tenfold
        .run("start", file, "--watch")
        .says(0, "Checked  " + file + ": 4 records", ", as a JSON array from CSV (SEMICOLON)")
        .says(0, "2 succeeded, 2 failed");
    String first = (String) newest().get("name");
    Tenfold.Ended failures = tenfold.run("failures", first, "--json");
    assertThat(failures.out())
        .contains("millis: expected a whole number", "got \\\"x\\\"")
        .contains("\"record\":{\"kind\":\"sleep\",\"millis\":\"x\"}");
    String corrected =
        write("right.jsonl", failures.out().replace("\"x\"", "\"1\"").replace("reject", "none"));
    tenfold.run("retry", first, "--corrected", corrected, "--watch").says(0, "2: 2 succeeded");
    tenfold
        .run("results", first, "last", "--format", "csv", "--with-input")
        .says(0, "index,kind,millis,output", "2,none,\" 007 \",2", "3,sleep,1,1");
    String lines = write("lines.ndjson", "{\"kind\": \"none\"}\n\n{\"kind\": \"none\"}\n");
    tenfold.run("start", lines, "--watch").says(0, "from JSON Lines", "2: 2 succeeded");
    tenfold
        .run("start", write("lines.json", "{\"a\": 1}\n{\"a\": 2}\n"))
        .says(3, "is JSON Lines", "--format jsonl");
  }

  @Test
  void aFailedRunsMessageStaysOnTheQueueUntilItIsDeleted() throws Exception {
    String file = write("bad.json", records(4, "reject", 0, 1, 2));
    tenfold
        .run("start", file, "--watch")
        .says(1, "Run FAILED with Tenfold.ExceedToleratedFailureThreshold");
    String name = (String) newest().get("name");
    Tenfold.Ended read = tenfold.run("queue", "--json");
    assertThat(read.out()).contains(name).contains("ExceedToleratedFailureThreshold");
    // Hidden for a few seconds; then it is there again.
    Thread.sleep(6_000);
    tenfold.run("queue", "--delete").says(0, name, "Deleted");
    Thread.sleep(1_000);
    tenfold.run("queue").says(0, "The queue is empty.");
    // What failed can be had again also after a run that FAILED.
    tenfold.run("failures", name, "--group").says(0, "io.tenfold.function.RecordRejected");
    tenfold.run("list", "--status", "FAILED").says(0, name);
  }

  @Test
  void interruptedWatchingLeavesTheRunWhichStopEnds() throws Exception {
    stack.setTimeout(30);
    int[] all = IntStream.range(0, 60).toArray();
    Map<String, Object> started =
        json(tenfold.run("start", "--json", write("slow.json", records(60, "sleep", all))));
    String arn = (String) started.get("executionArn");
    Tenfold.Running watching = tenfold.start("watch", arn);
    watching.awaitSaid("10 running");
    watching.signal("INT");
    watching.end().says(130, "The run goes on", "tenfold watch " + arn);
    tenfold.run("results", arn).says(3, "is RUNNING", "tenfold watch");

    tenfold.run("stop", arn).says(0, "has ended: ABORTED", "not started");
    tenfold.run("stop", arn).says(0, "had ended already: ABORTED");
    tenfold
        .run("watch", arn)
        .says(1, "Run ABORTED", "= 60 records, each accounted for exactly once");
    tenfold.run("retry", arn, "--json").says(0, "never started (--pending has them, too)");
    tenfold.run("stop", "last").says(0, "ABORTED");

    // Step Functions' own way: the same run goes on, and its results are the last redrive's.
    stack.redrive(arn);
    Tenfold.Running redriven = tenfold.start("watch", arn);
    redriven.awaitSaid("10 running");
    tenfold.run("stop", arn).says(0, "has ended: ABORTED", "not started");
    redriven
        .end()
        .says(1, "Run ABORTED", "= 60 records, each accounted for exactly once", "/Redrive-1/");
  }

  @Test
  void aFileWithFaultsIsNotUploaded() throws Exception {
    tenfold
        .run("start", write("broken.json", "[1,\n {\"a\":}]"))
        .says(3, "broken.json", "line 2, column 7", "Nothing was uploaded or started");
    tenfold
        .run("start", write("large.json", "[0,\n \"" + "x".repeat(300_000) + "\"]"))
        .says(3, "line 2, column 2: record 1 has 300,086 bytes");
    tenfold.run("start", "no-such-file.json").says(3, "There is no file no-such-file.json here");
  }

  @Test
  void whatIsInTheBucketAlreadyNeedsNoUpload() throws Exception {
    Map<String, Object> first =
        json(tenfold.run("start", "--json", write("two.json", records(2, "none"))));
    tenfold.run("start", (String) first.get("key"), "--watch").says(0, "2: 2 succeeded");
    tenfold
        .run("start", "s3://" + AwsStack.BUCKET + "/" + first.get("key"), "--watch")
        .says(0, "2: 2 succeeded");
    tenfold.run("start", "s3://" + AwsStack.BUCKET + "/none").says(3, "There is no object");
  }

  @Test
  void theStackIsFoundByTerraformsOutputs() throws Exception {
    Map<String, String> environment = stack.environment();
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Path terraform = bin.resolve("terraform");
    Files.writeString(
        terraform,
        """
        #!/bin/sh
        echo "Warning: something" >&2
        test "$1 $2 $3" = "-chdir=%s output -json" || exit 1
        echo '{"state_machine_arn": {"value": "%s"}, "bucket": {"value": "%s"}}'
        """
            .formatted(
                folder,
                environment.get("TENFOLD_STATE_MACHINE_ARN"),
                environment.get("TENFOLD_BUCKET")));
    assertThat(terraform.toFile().setExecutable(true)).isTrue();
    tenfold
        .with("TENFOLD_STATE_MACHINE_ARN", null)
        .with("TENFOLD_BUCKET", null)
        .with("PATH", bin + ":" + System.getenv("PATH"))
        .run("list", "--terraform", folder.toString())
        .says(0);
    tenfold
        .with("TENFOLD_STATE_MACHINE_ARN", null)
        .run("list", "--terraform", folder.resolve("none").toString())
        .says(3, "There is no folder", "--state-machine");
  }

  @Test
  void whatIsWrongIsSaidInASentence() throws Exception {
    String machine = stack.environment().get("TENFOLD_STATE_MACHINE_ARN");
    tenfold
        .run("watch", machine.replace(":stateMachine:", ":execution:") + ":none")
        .says(3, "Execution Does Not Exist", "tenfold list");
    tenfold.run("failures", "arn:aws:s3:::bucket").says(3, "is not the ARN of an execution");
    tenfold.run("list", "--state-machine", machine + "-no").says(3, "State Machine Does Not Exist");
    tenfold.run("queue", "--queue-url", "http://x/123456789012/none").says(3, "no such queue");
    tenfold
        .with("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
        .run("list")
        .says(3, "http://127.0.0.1:9 can't be reached");
    tenfold
        .with("AWS_ACCESS_KEY_ID", null)
        .with("AWS_SECRET_ACCESS_KEY", null)
        .with("AWS_CONFIG_FILE", "/dev/null")
        .with("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
        .run("list")
        .says(3, "there are no AWS credentials");
    tenfold.run("list", "--max", "many").says(2, "--max", "See: tenfold list --help");
  }
}
