package io.tenfold.e2e;

import static io.tenfold.local.Batch.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tenfold.local.json.Json;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The life of a deployment: the real Terraform and AWS provider, and the AWS CLI, against the local
 * AWS endpoint. The steps build on each other, as a deployment's do.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TerraformIT {
  private static final String FUNCTION = "tenfold.function";
  private static final String KEEP = "-var=force_destroy=false";

  /** What a deployment can have beside what it always has, so that a deployer's policy is tried. */
  private static final List<String> EXTRAS =
      List.of(
          "-var=start_on_upload=true",
          "-var=schedule={expression=\"cron(0 6 * * ?"
              + " *)\",enabled=false,input={key=\"input/a.json\"}}",
          "-var=alarm_email=batch-team@example.com",
          "-var=idempotency_days=3",
          "-var=permissions_boundary_arn=arn:aws:iam::123456789012:policy/boundary");

  private static final String APPROVED = "-auto-approve";

  /** What is changed once everything is there. */
  private static final List<String> SETTINGS =
      List.of(
          "-var=max_concurrency=5",
          "-var=memory_size=512",
          "-var=log_retention_days=60",
          "-var=reserved_concurrency=10",
          "-var=tags={team=\"orders\"}");

  @TempDir static Path folder;
  private static final Map<String, String> environment = new HashMap<>();
  private static final Map<String, RecordedCalls> recorded = new HashMap<>();
  private static Map<String, Object> outputs;
  private static CompletableFuture<Ended> examples;

  private record Ended(int exitCode, String out) {}

  /**
   * The lives of examples of terraform/examples: they are applied, planned again, and destroyed,
   * one of them while calls are refused. They wait by the clock, as the root does, so that they go
   * beside it.
   */
  private static CompletableFuture<Ended> examples() {
    List<String> words =
        List.of(
            "python3",
            Tenfold.ROOT.resolve("terraform/tests/faults.py").toString(),
            Functions.packageOf(FUNCTION).toString(),
            "--endpoint",
            environment.get("AWS_ENDPOINT_URL"),
            "--only",
            "two-batches,existing-bucket-and-queue");
    CompletableFuture<Ended> ended = new CompletableFuture<>();
    new Thread(
            () -> {
              try {
                ended.complete(run(Map.of(), words.toArray(String[]::new)));
              } catch (Exception e) {
                ended.completeExceptionally(e);
              }
            },
            "examples")
        .start();
    return ended;
  }

  @BeforeAll
  static void startEndpoint() throws Exception {
    for (String tool : List.of("terraform", "aws", "moto_server", "python3")) {
      boolean found = isOnPath(tool);
      if ("true".equals(System.getenv("CI"))) {
        assertThat(found).as(tool + " must be on a CI machine's PATH").isTrue();
      }
      assumeTrue(found, tool + " is not on the PATH: the deployment is not tested");
    }
    copyProject();
    environment.put("CHECKPOINT_DISABLE", "1");
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    environment.put("AWS_CONFIG_FILE", folder.resolve("no-config").toString());
    environment.put("AWS_SHARED_CREDENTIALS_FILE", folder.resolve("no-credentials").toString());
    environment.put("AWS_PAGER", "");
    String exports =
        succeed(
            "./tenfold",
            "up",
            "--background",
            "--port",
            "0",
            "--folder",
            folder.resolve("aws").toString());
    exports
        .lines()
        .filter(line -> line.startsWith("export "))
        .map(line -> line.substring("export ".length()).split("=", 2))
        .forEach(variable -> environment.put(variable[0], variable[1]));
    assertThat(environment).containsKey("AWS_ENDPOINT_URL");
    for (String role : List.of("deployer", "operator", "read_only", "redriver")) {
      recorded.put(role, new RecordedCalls(role, environment.get("AWS_ENDPOINT_URL"), folder));
    }
  }

  @AfterAll
  static void endEndpoint() throws Exception {
    for (RecordedCalls calls : recorded.values()) {
      calls.close();
    }
    if (environment.containsKey("AWS_ENDPOINT_URL")) {
      succeed("./tenfold", "down", "--folder", folder.resolve("aws").toString());
    }
  }

  private static boolean isOnPath(String tool) {
    for (String directory : System.getenv("PATH").split(File.pathSeparator)) {
      if (Files.isExecutable(Path.of(directory, tool))) {
        return true;
      }
    }
    return false;
  }

  private static Ended run(String... command) throws Exception {
    return run(Map.of(), command);
  }

  private static Ended run(Map<String, String> variables, String... command) throws Exception {
    Path out = Files.createTempFile(folder, "out", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(Tenfold.ROOT.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    builder.environment().putAll(environment);
    builder.environment().putAll(variables);
    Process process = builder.start();
    process.getOutputStream().close();
    if (!process.waitFor(10, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    return new Ended(process.waitFor(), Files.readString(out));
  }

  private static String succeed(String... command) throws Exception {
    Ended ended = run(command);
    assertThat(ended.exitCode()).as(String.join(" ", command) + "\n" + ended.out()).isZero();
    return ended.out();
  }

  /** A copy to deploy from, so that neither state nor provider is left in the working tree. */
  private static void copyProject() throws IOException {
    Files.createDirectories(folder.resolve("project"));
    Files.copy(
        Tenfold.ROOT.resolve("statemachine.asl.json"),
        folder.resolve("project/statemachine.asl.json"));
    try (Stream<Path> files = Files.walk(Tenfold.ROOT.resolve("terraform"))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String relative = Tenfold.ROOT.relativize(file).toString();
        if (Files.isRegularFile(file)
            && !relative.contains("/.terraform")
            && !relative.contains(".tfstate")
            && !relative.contains("node_modules")) {
          Path copy = folder.resolve("project").resolve(relative);
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }

  private static String tf() {
    return folder.resolve("project/terraform/tf").toString();
  }

  private static Ended terraform(String command, String... options) throws Exception {
    return terraform(Functions.packageOf(FUNCTION), command, options);
  }

  private static Ended terraform(Path packageFile, String command, String... options)
      throws Exception {
    List<String> words = new ArrayList<>(List.of(tf(), command));
    words.addAll(List.of("-input=false", "-no-color"));
    words.addAll(List.of(options));
    words.addAll(packageVariables(packageFile));
    if (!words.contains(KEEP)) {
      words.add("-var=force_destroy=true");
    }
    words.addAll(EXTRAS);
    return run(
        Map.of("AWS_ENDPOINT_URL", recorded.get("deployer").url()), words.toArray(String[]::new));
  }

  private static String[] with(String... options) {
    return Stream.concat(Stream.of(options), SETTINGS.stream()).toArray(String[]::new);
  }

  private static List<String> packageVariables(Path packageFile) {
    boolean jvm = packageFile.getParent().endsWith("jvm");
    return List.of(
        "-var=package_type=" + (jvm ? "jvm" : "native"), "-var=package_path=" + packageFile);
  }

  private static Map<String, Object> aws(String... command) throws Exception {
    return awsAt(environment.get("AWS_ENDPOINT_URL"), command);
  }

  private static Map<String, Object> awsAt(String endpoint, String... command) throws Exception {
    List<String> words = new ArrayList<>(List.of("aws", "--output", "json"));
    // Version 1 of the CLI does not look at AWS_ENDPOINT_URL for every service.
    words.addAll(List.of("--endpoint-url", endpoint));
    words.addAll(List.of(command));
    String out = succeed(words.toArray(String[]::new));
    return out.isBlank() ? Map.of() : object(Json.parse(out));
  }

  private static String output(String name) {
    return (String) object(outputs.get(name)).get("value");
  }

  @Test
  @Order(1)
  void applyCreatesEverything() throws Exception {
    succeed(tf(), "init", "-input=false", "-no-color");
    examples = examples();
    Ended applied = terraform("apply", "-auto-approve");
    assertThat(applied.exitCode()).as(applied.out()).isZero();
    String said = succeed(tf(), "output", "-json");
    Files.writeString(folder.resolve("outputs.json"), said);
    outputs = object(Json.parse(said));
    assertThat(output("state_machine_arn")).contains(":stateMachine:");
  }

  @Test
  @Order(2)
  void aSecondPlanHasNoChangesWhereverThePackageLies() throws Exception {
    Path deployed = Functions.packageOf(FUNCTION);
    // The name of its folder says which type it is.
    Path elsewhere = folder.resolve("elsewhere").resolve(deployed.getParent().getFileName());
    Files.createDirectories(elsewhere);
    for (String name : List.of("function.zip", "function.json")) {
      Files.copy(deployed.resolveSibling(name), elsewhere.resolve(name));
    }
    Ended planned = terraform(elsewhere.resolve("function.zip"), "plan", "-detailed-exitcode");
    assertThat(planned.exitCode()).as(planned.out()).isZero();
  }

  /**
   * Puts the state as it was before modules/batch existed, when the root called these itself, and
   * before anything of them could be somebody else's. There is data in the bucket.
   */
  @Test
  @Order(3)
  void anOlderDeploymentWithDataInItsBucketOnlyMoves() throws Exception {
    Path data = Files.writeString(folder.resolve("data.json"), Orders.json(1, 0));
    succeed(
        "aws", "s3", "cp", "--quiet", data.toString(), "s3://" + output("bucket") + "/input/old");
    for (String single :
        List.of(
            "notification.aws_sqs_queue.this",
            "function.aws_iam_role.this",
            "function.aws_iam_role_policy.this",
            "function.aws_cloudwatch_log_group.this",
            "workflow.aws_iam_role.this",
            "workflow.aws_iam_role_policy.this")) {
      String address = "module.batch.module." + single;
      succeed(tf(), "state", "mv", address + "[0]", address);
    }
    succeed(tf(), "state", "mv", "module.batch.module.storage[0]", "module.storage");
    for (String module : List.of("notification", "function", "workflow", "observability")) {
      succeed(tf(), "state", "mv", "module.batch.module." + module, "module." + module);
    }
    Ended applied = terraform("apply", "-auto-approve");
    assertThat(applied.exitCode()).as(applied.out()).isZero();
    assertThat(applied.out())
        .contains("has moved to module.batch.module.workflow.aws_sfn_state_machine.this")
        .contains("has moved to module.batch.module.storage[0].aws_s3_bucket.this")
        .contains("has moved to module.batch.module.function.aws_iam_role.this[0]")
        .contains("0 added, 0 changed, 0 destroyed");
  }

  /** Uploads a file, runs it, and returns the execution's description when it has ended. */
  private static Map<String, Object> runBatch(String name, String content) throws Exception {
    Path file = Files.writeString(folder.resolve(name), content);
    String key = output("input_prefix") + name;
    succeed("aws", "s3", "cp", "--quiet", file.toString(), "s3://" + output("bucket") + "/" + key);
    String arn =
        (String)
            aws(
                    "stepfunctions",
                    "start-execution",
                    "--state-machine-arn",
                    output("state_machine_arn"),
                    "--input",
                    "{\"key\": \"" + key + "\"}")
                .get("executionArn");
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
    while (true) {
      Map<String, Object> execution =
          aws("stepfunctions", "describe-execution", "--execution-arn", arn);
      if (!"RUNNING".equals(execution.get("status"))) {
        return execution;
      }
      assertThat(System.nanoTime()).as("the execution ends").isLessThan(deadline);
      Thread.sleep(1_000);
    }
  }

  private static List<?> messages() throws Exception {
    Map<String, Object> received =
        aws(
            "sqs",
            "receive-message",
            "--queue-url",
            output("queue_url"),
            "--max-number-of-messages",
            "10");
    return received.isEmpty() ? List.of() : (List<?>) received.get("Messages");
  }

  private static Map<String, Object> s3Object(String bucket, String key) throws IOException {
    Path file = folder.resolve("object.json");
    try {
      succeed("aws", "s3", "cp", "--quiet", "s3://" + bucket + "/" + key, file.toString());
    } catch (Exception e) {
      throw new IOException(e);
    }
    return object(Json.parse(Files.readString(file, StandardCharsets.UTF_8)));
  }

  private static void assertCounts(Map<String, Object> execution, int succeeded, int failed)
      throws IOException {
    Map<String, Object> output = object(Json.parse((String) execution.get("output")));
    assertThat(object(output.get("counts")))
        .containsEntry("total", succeeded + failed)
        .containsEntry("succeeded", succeeded)
        .containsEntry("failed", failed);
    Map<String, Object> results = object(output.get("results"));
    Map<String, Object> manifest =
        s3Object((String) results.get("bucket"), (String) results.get("manifestKey"));
    assertThat(manifest).containsEntry("DestinationBucket", output("bucket"));
    Map<String, Object> files = object(manifest.get("ResultFiles"));
    assertThat((List<?>) files.get("SUCCEEDED")).hasSize(1);
    assertThat((List<?>) files.get("FAILED")).hasSize(failed == 0 ? 0 : 1);
  }

  @Test
  @Order(4)
  void aBatchSucceeds() throws Exception {
    Map<String, Object> execution = runBatch("good.json", Orders.json(20, 0));
    assertThat(execution).containsEntry("status", "SUCCEEDED");
    assertCounts(execution, 20, 0);
    assertThat(messages()).isEmpty();
  }

  @Test
  @Order(5)
  void aBatchWithinTheToleranceSucceeds() throws Exception {
    Map<String, Object> execution = runBatch("tolerated.json", Orders.json(20, 10));
    assertThat(execution).containsEntry("status", "SUCCEEDED");
    assertCounts(execution, 10, 10);
    assertThat(messages()).isEmpty();
  }

  @Test
  @Order(6)
  void aBatchOverTheToleranceFailsWithAMessage() throws Exception {
    Map<String, Object> execution = runBatch("bad.json", Orders.json(20, 11));
    assertThat(execution)
        .containsEntry("status", "FAILED")
        .containsEntry("error", "Tenfold.ExceedToleratedFailureThreshold");
    List<?> messages = messages();
    assertThat(messages).hasSize(1);
    Map<String, Object> body = object(Json.parse((String) object(messages.get(0)).get("Body")));
    assertThat(body)
        .containsEntry("executionArn", execution.get("executionArn"))
        .containsEntry("error", "States.ExceedToleratedFailureThreshold");
  }

  private static Tenfold commandOf(String role) throws IOException {
    Map<String, String> shell = new HashMap<>(environment);
    shell.put("AWS_ENDPOINT_URL", recorded.get(role).url());
    shell.put("TENFOLD_STATE_MACHINE_ARN", output("state_machine_arn"));
    shell.put("TENFOLD_BUCKET", output("bucket"));
    shell.put("TENFOLD_QUEUE_URL", output("queue_url"));
    return new Tenfold(Files.createTempDirectory(folder, role), shell);
  }

  @Test
  @Order(7)
  void whoLooksAtBatchesNeedsNoMoreThanTheReadOnlyPolicy() throws Exception {
    Path file = Files.writeString(folder.resolve("looked-at.json"), Orders.json(20, 3));
    commandOf("operator").run("start", file.toString(), "--batch-size", "10", "--watch").says(0);
    Tenfold reader = commandOf("read_only");
    reader.run("list").says(0, "looked-at");
    reader.run("watch", "last").says(0, "20: 17 succeeded, 3 failed");
    reader.run("failures", "last", "--group").says(0, "RecordRejected");
    reader.run("results", "last").says(0, "Not in the output: 3 failed.");
    reader.run("report", "last", "-o", folder.resolve("report.html").toString()).says(0);
    reader.run("cost", "last").says(0);
    recorded.get("read_only").areThePolicy(folder.resolve("outputs.json"));
  }

  @Test
  @Order(8)
  void whoRunsAndRedrivesBatchesNeedsNoMoreThanTheirPolicies() throws Exception {
    Tenfold operator = commandOf("operator");
    operator.run("report", "last", "-o", folder.resolve("run.html").toString()).says(0);
    operator.run("retry", "last", "--watch", "--tolerate", "50").says(1, "3 failed");
    operator.run("queue", "--delete").says(0, "Deleted");
    Path file = Files.writeString(folder.resolve("long.json"), Orders.json(20_000, 0));
    String key = output("input_prefix") + "long.json";
    succeed("aws", "s3", "cp", "--quiet", file.toString(), "s3://" + output("bucket") + "/" + key);
    operator.run("start", key, "--max-concurrency", "1").says(0, "Started");
    operator.run("stop", "last").says(0, "has ended: ABORTED");

    String redriver = recorded.get("redriver").url();
    Map<String, Object> aborted =
        awsAt(
            redriver,
            "stepfunctions",
            "list-executions",
            "--state-machine-arn",
            output("state_machine_arn"),
            "--status-filter",
            "ABORTED");
    String run = (String) object(((List<?>) aborted.get("executions")).get(0)).get("executionArn");
    awsAt(redriver, "stepfunctions", "redrive-execution", "--execution-arn", run);
    assertThat(awsAt(redriver, "stepfunctions", "describe-execution", "--execution-arn", run))
        .containsEntry("status", "RUNNING");
    operator.run("stop", "last").says(0, "has ended: ABORTED");
    recorded.get("operator").areThePolicy(folder.resolve("outputs.json"));
    recorded.get("redriver").areThePolicy(folder.resolve("outputs.json"));
  }

  @Test
  @Order(9)
  void oneVariableIsUpdatedInPlace() throws Exception {
    Ended applied = terraform("apply", "-auto-approve", "-var=max_concurrency=5");
    assertThat(applied.exitCode()).as(applied.out()).isZero();
    assertThat(applied.out()).contains("0 added, 1 changed, 0 destroyed");
    Map<String, Object> machine =
        aws(
            "stepfunctions",
            "describe-state-machine",
            "--state-machine-arn",
            output("state_machine_arn"));
    assertThat((String) machine.get("definition")).contains("$number('5')");
  }

  /** What is changed has its own calls, which a deployer's policy has, too. */
  @Test
  @Order(10)
  void settingsAreUpdatedInPlace() throws Exception {
    Ended applied = terraform("apply", with(APPROVED));
    assertThat(applied.exitCode()).as(applied.out()).isZero();
    assertThat(applied.out()).contains("0 added").contains("0 destroyed");
  }

  @Test
  @Order(11)
  void anotherNameIsRefusedAndTheBucketKept() throws Exception {
    Ended planned = terraform("plan", with("-var=name=another"));
    assertThat(planned.exitCode()).as(planned.out()).isEqualTo(1);
    assertThat(oneLine(planned))
        .contains("Give bucket_name = \"" + output("bucket") + "\" to keep it");
  }

  @Test
  @Order(12)
  void destroyOfAFullBucketLeavesItAsItIs() throws Exception {
    Ended applied = terraform("apply", with(APPROVED, KEEP));
    assertThat(applied.exitCode()).as(applied.out()).isZero();
    Ended destroyed = terraform("destroy", with(APPROVED, KEEP));
    assertThat(destroyed.exitCode()).as(destroyed.out()).isEqualTo(1);
    assertThat(oneLine(destroyed))
        .contains(output("bucket") + " is not empty: it stays")
        .doesNotContain("BucketNotEmpty");

    assertThatTheBucketIsAsItWas();
  }

  private static void assertThatTheBucketIsAsItWas() throws Exception {
    String bucket = output("bucket");
    assertThat((String) s3api("get-bucket-policy", bucket).get("Policy")).contains("DenyPlainHttp");
    assertThat(
            object(s3api("get-public-access-block", bucket).get("PublicAccessBlockConfiguration")))
        .containsEntry("RestrictPublicBuckets", true);
    assertThat(s3api("get-bucket-ownership-controls", bucket)).containsKey("OwnershipControls");
    assertThat(s3api("get-bucket-versioning", bucket)).containsEntry("Status", "Enabled");
    assertThat(s3api("get-bucket-encryption", bucket))
        .containsKey("ServerSideEncryptionConfiguration");
    assertThat((List<?>) s3api("get-bucket-lifecycle-configuration", bucket).get("Rules"))
        .hasSize(3);
    assertThat(s3api("get-bucket-notification-configuration", bucket))
        .containsKey("EventBridgeConfiguration");
  }

  /** Of what is in no file any more, Terraform asks nothing. */
  @Test
  @Order(13)
  void takingTheBatchOutOfTheFilesLeavesAFullBucketAsItIs() throws Exception {
    Path files = folder.resolve("project/terraform");
    Path called = files.resolve("main.tf");
    String call = Files.readString(called);
    Path outputFile = files.resolve("outputs.tf");
    String outputsOfIt = Files.readString(outputFile);
    Files.writeString(called, call.replaceAll("(?ms)^(module|moved) .*?^}$", ""));
    Files.delete(outputFile);
    try {
      Ended applied = terraform("apply", with(APPROVED, KEEP));
      assertThat(applied.exitCode()).as(applied.out()).isEqualTo(1);
      assertThat(oneLine(applied))
          .contains("deleting S3 Bucket Policy (" + output("bucket") + ")")
          .contains("explicit deny in a resource-based policy")
          .doesNotContain("BucketNotEmpty");
      assertThatTheBucketIsAsItWas();

      // docs/operations.md has this for who keeps the bucket and gives up the batch.
      Files.writeString(
          outputFile,
          "removed {\n"
              + "  from = module.batch.module.storage\n"
              + "  lifecycle {\n"
              + "    destroy = false\n"
              + "  }\n"
              + "}\n");
      Ended planned = terraform("plan", with(KEEP));
      assertThat(planned.exitCode()).as(planned.out()).isZero();
      assertThat(oneLine(planned))
          .contains("aws_s3_bucket_policy.this will no longer be managed by Terraform")
          .contains("aws_s3_bucket.this will no longer be managed by Terraform")
          .contains("0 to add, 0 to change, 0 to destroy");
    } finally {
      Files.writeString(called, call);
      Files.writeString(outputFile, outputsOfIt);
    }
  }

  /** Terraform breaks what it says into lines, and draws a frame around it. */
  private static String oneLine(Ended ended) {
    return ended.out().replaceAll("[\\s│]+", " ");
  }

  private static Map<String, Object> s3api(String operation, String bucket) throws Exception {
    return aws("s3api", operation, "--bucket", bucket);
  }

  /** What docs/operations.md says of a bucket that a destroy has left. */
  @Test
  @Order(14)
  void destroyLeavesNothing() throws Exception {
    Ended allowed = terraform("apply", with(APPROVED, "-target=module.batch.module.storage"));
    assertThat(allowed.exitCode()).as(allowed.out()).isZero();
    Ended lived = examples.get(10, TimeUnit.MINUTES);
    assertThat(lived.exitCode()).as(lived.out()).isZero();
    Ended applied = terraform("destroy", with(APPROVED));
    assertThat(applied.exitCode()).as(applied.out()).isZero();
    assertThat(aws("s3api", "list-buckets")).extractingByKey("Buckets").isEqualTo(List.of());
    assertThat(aws("sqs", "list-queues")).doesNotContainKey("QueueUrls");
    assertThat(aws("lambda", "list-functions")).extractingByKey("Functions").isEqualTo(List.of());
    assertThat(aws("stepfunctions", "list-state-machines"))
        .extractingByKey("stateMachines")
        .isEqualTo(List.of());
    assertThat(aws("logs", "describe-log-groups"))
        .extractingByKey("logGroups")
        .isEqualTo(List.of());
    assertThat((List<?>) aws("iam", "list-roles").get("Roles")).isEmpty();
    assertThat(aws("cloudwatch", "describe-alarms"))
        .extractingByKey("MetricAlarms")
        .isEqualTo(List.of());
    assertThat(aws("events", "list-rules")).extractingByKey("Rules").isEqualTo(List.of());
  }

  @Test
  @Order(15)
  void whatDeploysNeedsNoMoreThanTheDeployersPolicies() throws Exception {
    recorded.get("deployer").areThePolicy(folder.resolve("outputs.json"));
  }
}
