package io.tenfold.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
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
      new Thread(
              () -> {
                try {
                  TestFunction.invoke(host, "sleep 60000");
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              })
          .start();
      System.out.println(function + " " + child);
      Thread.sleep(60_000);
    }
  }

  @Test
  void noFunctionOutlivesAnEngineThatIsKilled() throws Exception {
    Process engine =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Engine.class.getName(),
                work.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<Long> processes;
    try (var out = new BufferedReader(new InputStreamReader(engine.getInputStream()))) {
      processes = Stream.of(out.readLine().split(" ")).map(Long::valueOf).toList();
      assertThat(processes).hasSize(2).allMatch(OrphanReaperTest::isAlive);
      List<ProcessHandle> helpers = engine.descendants().toList();
      assertThat(helpers).as("the function, its child and one helper").hasSize(3);

      engine.destroyForcibly().waitFor();

      long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (helpers.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < end) {
        Thread.sleep(20);
      }
      assertThat(helpers).noneMatch(ProcessHandle::isAlive);
    }
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }
}
