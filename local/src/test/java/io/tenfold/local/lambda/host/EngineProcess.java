package io.tenfold.local.lambda.host;

import io.tenfold.local.lambda.FunctionConfiguration;
import io.tenfold.local.lambda.process.RuntimeInterfaceClient;
import io.tenfold.local.port.FunctionInvoker;
import io.tenfold.local.port.FunctionInvoker.Failed;
import io.tenfold.local.port.FunctionInvoker.Returned;
import io.tenfold.local.port.ServiceException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * An engine in a process of its own, which can be stopped, killed and given limits: it invokes a
 * function some times, and prints a line for each end and each warning.
 */
final class EngineProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;

  private EngineProcess(Process process) {
    this.process = process;
    this.out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /**
   * Starts one.
   *
   * @param wrapper words before Java's own, such as those that set a limit
   */
  static EngineProcess start(
      List<String> wrapper, Path work, Duration timeout, int atOnce, int count, String words)
      throws IOException {
    List<String> command = new ArrayList<>(wrapper);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            EngineProcess.class.getName(),
            work.toString(),
            Long.toString(timeout.toSeconds()),
            Integer.toString(atOnce),
            Integer.toString(count),
            words));
    return new EngineProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  public static void main(String[] arguments) throws Exception {
    Path work = Path.of(arguments[0]);
    FunctionConfiguration function =
        TestFunction.in(work).withTimeout(Duration.ofSeconds(Long.parseLong(arguments[1])));
    int atOnce = Integer.parseInt(arguments[2]);
    int count = Integer.parseInt(arguments[3]);
    try (LambdaHost host =
        new LambdaHost(
            List.of(function),
            RuntimeInterfaceClient.onClassPath(),
            line -> System.out.println("warning " + line))) {
      ExecutorService threads = Executors.newFixedThreadPool(atOnce);
      List<Future<String>> ends = new ArrayList<>();
      Path files = Files.createDirectories(work.resolve("files"));
      for (int i = 0; i < count; i++) {
        Path file = files.resolve(Integer.toString(i));
        ends.add(threads.submit(() -> end(host, arguments[4], file)));
      }
      for (Future<String> end : ends) {
        System.out.println(end.get());
      }
      threads.shutdownNow();
    }
    System.out.println("ended");
  }

  // Each invocation writes a file meanwhile, as a run writes its results.
  private static String end(FunctionInvoker host, String words, Path file) {
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write("begin ".getBytes(StandardCharsets.UTF_8));
      FunctionInvoker.Result result = TestFunction.invoke(host, words);
      out.write("end".getBytes(StandardCharsets.UTF_8));
      return result instanceof Failed failed
          ? "failed " + failed.errorType()
          : "answered " + new String(((Returned) result).payload(), StandardCharsets.UTF_8);
    } catch (ServiceException e) {
      return "refused " + e.errorName() + " " + e.getMessage();
    } catch (FunctionInvoker.Unavailable e) {
      return "unavailable " + e.getMessage();
    } catch (IOException | InterruptedException e) {
      return "broken " + e;
    }
  }

  Process process() {
    return process;
  }

  /** Reads what it prints until its end. */
  List<String> lines() throws IOException {
    return out.lines().toList();
  }

  void signal(String name) throws Exception {
    send(name, process.pid());
  }

  static void send(String name, long pid) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
