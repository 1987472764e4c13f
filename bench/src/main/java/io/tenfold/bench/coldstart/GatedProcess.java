package io.tenfold.bench.coldstart;

import io.tenfold.bench.BenchFailure;
import io.tenfold.local.lambda.AwsVariables;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * A process that waits to become a candidate's program, so that it can be put into a control group
 * before, and the moment of its exec is known.
 */
final class GatedProcess implements AutoCloseable {
  // Its id stays the same through the exec. If this bench is killed first, the read fails. Its
  // output takes a pipe to the log, as on Lambda: the first line to a file waits for the file
  // system, half as long as a record takes.
  private static final String GATE =
      "log=$1; shift; mkfifo \"$log.$$\" && { cat <\"$log.$$\" >>\"$log\" & }"
          + " && exec 3>\"$log.$$\" && rm \"$log.$$\""
          + " && echo ready && read -r go && exec \"$@\" >&3 2>&1 3>&- </dev/null";

  private static final long END_SECONDS = 60;

  private final Process process;
  private final ExitGuard guard;

  private GatedProcess(Process process) {
    this.process = process;
    this.guard = ExitGuard.of(process::destroyForcibly);
  }

  /** Starts one that waits at the gate. */
  static GatedProcess start(Candidate candidate, String runtimeApi, Path log) throws IOException {
    List<String> words =
        new ArrayList<>(List.of("/bin/sh", "-c", GATE, "sh", log.toAbsolutePath().toString()));
    words.addAll(candidate.command());
    ProcessBuilder builder = new ProcessBuilder(words).directory(candidate.taskRoot().toFile());
    builder.environment().clear();
    builder.environment().putAll(environment(candidate, runtimeApi));
    GatedProcess gated = new GatedProcess(builder.redirectErrorStream(true).start());
    try {
      gated.awaitReady();
      return gated;
    } catch (IOException | RuntimeException e) {
      gated.close();
      throw e;
    }
  }

  /**
   * What Lambda defines.
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">Defined
   *     runtime environment variables</a>
   */
  private static Map<String, String> environment(Candidate candidate, String runtimeApi) {
    Map<String, String> variables = new TreeMap<>();
    String taskRoot = candidate.taskRoot().toString();
    variables.put("PATH", "/usr/local/bin:/usr/bin:/bin");
    variables.put("LANG", "en_US.UTF-8");
    variables.put("TZ", ":UTC");
    variables.put("LAMBDA_TASK_ROOT", taskRoot);
    variables.put("LD_LIBRARY_PATH", taskRoot + ":" + taskRoot + "/lib");
    variables.put("AWS_LAMBDA_RUNTIME_API", runtimeApi);
    variables.put("AWS_LAMBDA_FUNCTION_NAME", "cold-start");
    variables.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
    variables.put(
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(LambdaMemory.FUNCTION_MEGABYTES));
    variables.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/cold-start");
    variables.put("AWS_LAMBDA_LOG_STREAM_NAME", "cold-start");
    variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    variables.putAll(AwsVariables.ofSandbox());
    variables.put("AWS_REGION", "us-east-1");
    variables.put("AWS_DEFAULT_REGION", "us-east-1");
    variables.putAll(candidate.environment());
    return variables;
  }

  private void awaitReady() throws IOException {
    String line =
        new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))
            .readLine();
    if (!"ready".equals(line)) {
      throw new BenchFailure("a process did not start: " + line);
    }
  }

  /** Returns its process id. */
  long pid() {
    return process.pid();
  }

  /** Lets it become the program, and returns when ({@link System#nanoTime()}). */
  long exec() throws IOException {
    byte[] go = "go\n".getBytes(StandardCharsets.US_ASCII);
    long at = System.nanoTime();
    process.getOutputStream().write(go);
    process.getOutputStream().flush();
    return at;
  }

  /** Runs an action with the exit status once it has ended. */
  void onEnd(IntConsumer action) {
    process.onExit().thenAccept(ended -> action.accept(ended.exitValue()));
  }

  /** Asks it to end (SIGTERM), and waits until it has. */
  void terminate() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
      throw new BenchFailure("a process did not end when it was asked to");
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(END_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    guard.close();
  }
}
