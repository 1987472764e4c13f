package io.tenfold.local.lambda.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class OrphanReaperTest {
  @TempDir Path work;

  /** An engine: starts one function process with a child of its own, says which, and waits. */
  static final class Engine {
    public static void main(String[] arguments) throws Exception {
      LambdaHost host = new LambdaHost(TestFunction.in(Path.of(arguments[0])));
      String function = TestFunction.answer(host, "pid");
      String child = TestFunction.answer(host, "child");
      String daemon = TestFunction.answer(host, "daemon");
      new Thread(
              () -> {
                try {
                  TestFunction.invoke(host, "sleep 60000");
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              })
          .start();
      System.out.println(function + " " + child + " " + daemon);
      Thread.sleep(60_000);
    }
  }

  private Process engine() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Engine.class.getName(),
            work.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Reads the function, its child, and its child in another session. */
  private static List<Long> processes(Process engine) throws IOException {
    String line =
        new BufferedReader(new InputStreamReader(engine.getInputStream(), StandardCharsets.UTF_8))
            .readLine();
    return Stream.of(line.split(" ")).map(Long::valueOf).toList();
  }

  private static ProcessHandle helper(Process engine, List<Long> functions) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (System.nanoTime() < end) {
      var helper =
          engine
              .children()
              .filter(child -> !functions.contains(child.pid()) && child.isAlive())
              .findFirst();
      if (helper.isPresent()) {
        return helper.get();
      }
      Thread.sleep(20);
    }
    throw new AssertionError("There is no helper");
  }

  private static void assertNoneLeft(List<ProcessHandle> helpers) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (helpers.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    assertThat(helpers).noneMatch(ProcessHandle::isAlive);
  }

  @Test
  void noFunctionOutlivesAnEngineThatIsKilled() throws Exception {
    Process engine = engine();
    assertThat(processes(engine)).hasSize(3).allMatch(OrphanReaperTest::isAlive);
    List<ProcessHandle> helpers = engine.descendants().toList();
    assertThat(helpers).as("the function, its two children and one helper").hasSize(4);

    engine.destroyForcibly().waitFor();

    assertNoneLeft(helpers);
  }

  @Test
  void noFunctionOutlivesAnEngineWhoseHelperWasKilledBefore() throws Exception {
    Process engine = engine();
    List<Long> functions = processes(engine);
    ProcessHandle first = helper(engine, functions);
    EngineProcess.send("KILL", first.pid());
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (first.isAlive() && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    ProcessHandle second = helper(engine, functions);
    Thread.sleep(200); // so that it has been told of the living
    List<ProcessHandle> helpers = engine.descendants().toList();
    assertThat(helpers).contains(second).hasSize(4);

    engine.destroyForcibly().waitFor();

    assertNoneLeft(helpers);
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }
}
