package io.tenfold.local.lambda.process;

import io.tenfold.local.fault.FaultWords;
import io.tenfold.local.lambda.AwsVariables;
import io.tenfold.local.lambda.Bootstrap;
import io.tenfold.local.lambda.FunctionConfiguration;
import io.tenfold.local.lambda.FunctionPackage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Starts a function's processes, each with the environment Lambda gives it. */
public final class FunctionLauncher {
  private static final long MEGABYTE = 1024 * 1024;

  /** What a JVM needs beside its heap: metaspace, compiled code, thread stacks. */
  private static final long BESIDE_HEAP_BYTES = 112 * MEGABYTE;

  // The process waits for a line before it becomes the function: an engine that is killed before it
  // could register the process with the reaper leaves nothing behind, as the read then fails. The
  // shell opens the log, and goes without where it cannot. Not Java: a log that cannot be opened
  // would be a start that failed, and a start that fails for want of descriptors closes the files
  // of its redirections twice, the second time whichever of the engine's has their numbers by then.
  // It opens it once: between a first look and another the log's folder may go, and a redirection
  // that fails then ends the shell. Nor does it complain, for nobody holds its pipe any more.
  private static final String START_GATE =
      """
      read -r go || exit 1
      exec 2>/dev/null
      command exec 3>>"$1" || exec 3>/dev/null
      shift
      exec "$@" </dev/null >&3 2>&3 3>&-
      """;

  /** A path that stands in a URL as it is, see RFC 3986, section 2.3. */
  private static final Pattern IN_URLS = Pattern.compile("[A-Za-z0-9._~/-]*");

  private final FunctionConfiguration configuration;
  private final FunctionPackage code;
  private final NewSession session;
  private final OrphanReaper reaper;
  private final Stragglers stragglers;
  private final List<String> command;
  private final Map<String, String> locale;

  /** Takes what to start; {@code client} starts it where the package is a JVM package. */
  public FunctionLauncher(
      FunctionConfiguration configuration,
      FunctionPackage code,
      RuntimeInterfaceClient client,
      NewSession session,
      OrphanReaper reaper,
      Stragglers stragglers)
      throws IOException {
    this.configuration = configuration;
    this.code = code;
    this.session = session;
    this.reaper = reaper;
    this.stragglers = stragglers;
    this.locale = code.kind() == FunctionPackage.Kind.JVM ? UnicodeLocale.variables() : Map.of();
    this.command =
        switch (code.kind()) {
          case NATIVE -> nativeCommand(code.taskRoot().resolve("bootstrap"));
          case JVM -> javaCommand(client);
        };
  }

  /** Returns how many processes and threads one environment takes of the machine, about. */
  public int tasks() {
    return code.kind() == FunctionPackage.Kind.NATIVE
        ? ProcessBudget.TASKS_OF_NATIVE
        : ProcessBudget.TASKS_OF_JVM;
  }

  /**
   * Starts a process that will talk to the Runtime API at this port of 127.0.0.1.
   *
   * @throws IOException if this machine cannot: nothing of it is left then
   */
  public FunctionProcess start(int runtimeApiPort, LogStream log) throws IOException {
    List<String> words = new ArrayList<>(session.prefix());
    words.addAll(List.of("/bin/sh", "-c", START_GATE, "sh", log.file().toString()));
    words.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(words).directory(code.taskRoot().toFile());
    // Not the engine's own environment: its credentials and settings are not there on Lambda.
    builder.environment().clear();
    builder.environment().putAll(environment(runtimeApiPort, log.name()));
    Process process = started(builder, log);
    NewSession.closeOutputs(process);
    try {
      reaper.watch(process.pid());
    } catch (IOException e) {
      process.destroyForcibly();
      throw new IOException(
          "The helper that prevents orphan processes has died and cannot be started again", e);
    }
    try (OutputStream gate = process.getOutputStream()) {
      gate.write("go\n".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      // The process is dead already, which its exit reports with its status.
    }
    return new FunctionProcess(process, reaper);
  }

  private Process started(ProcessBuilder builder, LogStream log) throws IOException {
    try {
      return builder.start();
    } catch (IOException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      // Java starts the process first and then a thread that waits for it: where there is no
      // thread to be had, it throws and leaves the process, of which nobody knows.
      stragglers.ended(log.id());
      stragglers.killEnded();
      throw new IOException("The process cannot be waited for: " + FaultWords.of(e), e);
    }
  }

  /**
   * Returns what Lambda defines, over what the configuration says, over what a configuration may
   * replace.
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">Defined
   *     runtime environment variables</a>
   */
  Map<String, String> environment(int runtimeApiPort, String logStreamName) {
    Map<String, String> variables = new TreeMap<>();
    String taskRoot = code.taskRoot().toString();
    variables.put("PATH", "/usr/local/bin:/usr/bin:/bin:/opt/bin");
    variables.put("LANG", UnicodeLocale.LANG);
    variables.putAll(locale);
    variables.put("TZ", ":UTC");
    variables.put("LD_LIBRARY_PATH", taskRoot + ":" + taskRoot + "/lib");
    variables.putAll(AwsVariables.ofSandbox());
    variables.putAll(configuration.environment());
    variables.put("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + runtimeApiPort);
    variables.put("_HANDLER", configuration.handler());
    variables.put("LAMBDA_TASK_ROOT", taskRoot);
    variables.put("AWS_LAMBDA_FUNCTION_NAME", configuration.functionName());
    variables.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
    variables.put(
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(configuration.memoryMegabytes()));
    variables.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + configuration.functionName());
    variables.put("AWS_LAMBDA_LOG_STREAM_NAME", logStreamName);
    variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    variables.put("AWS_REGION", configuration.region());
    variables.put("AWS_DEFAULT_REGION", configuration.region());
    if (code.kind() == FunctionPackage.Kind.JVM) {
      variables.put("AWS_EXECUTION_ENV", "AWS_Lambda_java" + Runtime.version().feature());
    }
    return variables;
  }

  /**
   * The program without arguments, as Lambda starts it; but a GraalVM native image would let its
   * heap grow to 80 % of the memory it sees, which is the function's on Lambda and the whole
   * machine's here, so it is told the same share of the function's (it takes the option away from
   * the arguments).
   *
   * @see <a
   *     href="https://www.graalvm.org/jdk25/reference-manual/native-image/optimizations-and-performance/MemoryManagement">
   *     Memory management in native images</a>
   */
  private List<String> nativeCommand(Path bootstrap) throws IOException {
    return Bootstrap.isNativeImage(bootstrap)
        ? List.of(
            bootstrap.toString(), "-Xmx" + configuration.memoryBytes() * 80 / 100 / 1024 + "k")
        : List.of(bootstrap.toString());
  }

  /**
   * The command of AWS's managed Java runtime: the client alone on the class path (it loads the
   * function from the working folder and its lib/*.jar itself), a serial collector, the first
   * compiler only.
   */
  private List<String> javaCommand(RuntimeInterfaceClient client) throws IOException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // MaxRAM makes every default (initial heap, generations) that of a machine of this size.
    words.add("-XX:MaxRAM=" + configuration.memoryMegabytes() + "m");
    words.add("-XX:MaxHeapSize=" + heapBytes(configuration.memoryBytes()) / 1024 + "k");
    words.add("-XX:+UseSerialGC");
    words.add("-XX:TieredStopAtLevel=1");
    words.add("-Xshare:auto");
    words.add("-XX:-UsePerfData");
    words.add("-Djava.net.preferIPv4Stack=true");
    if (!IN_URLS.matcher(code.taskRoot().toString()).matches()) {
      // The client makes URLs of the working folder's name as it is; of those Quarkus makes URIs,
      // which take no blanks, and paths, which take no letters beyond ASCII. Lambda's folder has
      // none of either; this is the name that Linux gives to every process' own.
      words.add("-Duser.dir=/proc/self/cwd");
    }
    words.add(
        client.nativeLibraryOption(configuration.workFolder().resolve("packages").resolve("ric")));
    if (Runtime.version().feature() >= 24) {
      // The client loads a native library, about which newer JVMs warn.
      words.add("--enable-native-access=ALL-UNNAMED");
    }
    words.add("-cp");
    words.add(client.classPath());
    words.add(client.mainClass());
    words.add(configuration.handler());
    return List.copyOf(words);
  }

  /**
   * Returns the heap for a function of this memory: 85 % as Lambda's own, but leaving room for what
   * a JVM holds beside it, and at least half.
   */
  static long heapBytes(long memoryBytes) {
    return Math.max(
        memoryBytes / 2, Math.min(memoryBytes * 85 / 100, memoryBytes - BESIDE_HEAP_BYTES));
  }
}
