package io.tenfold.local.lambda.host;

import static io.tenfold.local.lambda.host.TestFunction.answer;
import static io.tenfold.local.lambda.host.TestFunction.failure;
import static io.tenfold.local.lambda.host.TestFunction.invoke;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenfold.local.lambda.FunctionConfiguration;
import io.tenfold.local.port.FunctionInvoker.Failed;
import io.tenfold.local.port.FunctionInvoker.Options;
import io.tenfold.local.port.FunctionInvoker.Returned;
import io.tenfold.local.port.ServiceException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LambdaHostTest {
  @TempDir Path work;
  private FunctionConfiguration function;

  @BeforeEach
  void function() throws Exception {
    function = TestFunction.in(work);
  }

  private static String document(String errorType, String messagePattern) {
    return "\\{\"errorType\":\""
        + errorType
        + "\",\"errorMessage\":\"RequestId: [0-9a-f-]{36} Error: "
        + messagePattern
        + "\"}";
  }

  @Test
  void anEventComesBackAsTheFunctionAnswered() throws Exception {
    try (LambdaHost host = new LambdaHost(function)) {
      assertThat(answer(host, "grüße 世界 🎉")).isEqualTo("\"grüße 世界 🎉\"");
      assertThat(answer(host, "large 3000000")).hasSize(3_000_002);
      assertThat(answer(host, "x".repeat(3_000_000))).hasSize(3_000_002);
    }
  }

  @Test
  void aWarmEnvironmentServesTheNextInvocation() throws Exception {
    try (LambdaHost host = new LambdaHost(function)) {
      String first = answer(host, "pid");

      assertThat(answer(host, "pid")).isEqualTo(first);
      assertThat(host.statistics()).isEqualTo(new HostStatistics(1, 1, 1, 2, 1));
    }
  }

  @Test
  void theFunctionSeesLambdasVariablesAndTheConfiguredOnesAndNoOthers() throws Exception {
    FunctionConfiguration configured =
        function.withEnvironment(Map.of("TABLE", "orders", "_HANDLER", "not this one"));
    try (LambdaHost host = new LambdaHost(configured.withHandler("a.B::c"))) {
      assertThat(answer(host, "variable TABLE")).isEqualTo("\"orders\"");
      assertThat(answer(host, "variable _HANDLER")).isEqualTo("\"a.B::c\"");
      assertThat(answer(host, "variable AWS_LAMBDA_FUNCTION_NAME")).isEqualTo("\"test\"");
      assertThat(answer(host, "variable AWS_LAMBDA_FUNCTION_MEMORY_SIZE")).isEqualTo("\"512\"");
      assertThat(answer(host, "variable AWS_REGION")).isEqualTo("\"us-east-1\"");
      assertThat(answer(host, "variable LAMBDA_TASK_ROOT")).isEqualTo("\"" + work + "/code\"");
      assertThat(System.getenv("HOME")).isNotNull();
      assertThat(answer(host, "variable HOME")).isEqualTo("null");
      assertThat(answer(host, "header Lambda-Runtime-Invoked-Function-Arn"))
          .isEqualTo("\"arn:aws:lambda:us-east-1:123456789012:function:test\"");
      assertThat(answer(host, "header Lambda-Runtime-Trace-Id"))
          .matches("\"Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0\"");
    }
  }

  private static Options context(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return new Options(null, Base64.getEncoder().encodeToString(bytes), false);
  }

  @Test
  void aClientsContextIsInTheEventsHeader() throws Exception {
    byte[] event = "\"header Lambda-Runtime-Client-Context\"".getBytes(StandardCharsets.UTF_8);
    try (LambdaHost host = new LambdaHost(function)) {
      Returned answer =
          (Returned) host.invoke("test", event, context("{\"n\": [1, {\"a\": \"ë\"}]}")).result();
      assertThat(new String(answer.payload(), StandardCharsets.UTF_8))
          .isEqualTo("\"{\"n\":[1,{\"a\":\"\\u00eb\"}]}\"");
      assertThat(answer(host, "header Lambda-Runtime-Client-Context")).isEqualTo("\"null\"");
      for (Options wrong : List.of(context("[1]"), context("{"), new Options(null, "{}", false))) {
        assertThatThrownBy(() -> host.invoke("test", event, wrong))
            .isInstanceOfSatisfying(
                ServiceException.class,
                e -> assertThat(e.errorName()).isEqualTo("Lambda.InvalidRequestContentException"));
      }
      assertThatThrownBy(
              () -> host.invoke("test", event, context("{\"a\": \"" + "x".repeat(2_700) + "\"}")))
          .hasMessageContaining("3583");
    }
  }

  @Test
  void theEndOfAnInvocationsLogIsReturnedWhereItIsWanted() throws Exception {
    Options tail = new Options(null, null, true);
    try (LambdaHost host = new LambdaHost(function)) {
      answer(host, "print before");
      byte[] event = "\"print now\"".getBytes(StandardCharsets.UTF_8);
      String log = new String(host.invoke("test", event, tail).log(), StandardCharsets.UTF_8);
      assertThat(log)
          .startsWith("START RequestId: ")
          .contains("\nprinted: now\n", "\nEND RequestId: ", "\nREPORT RequestId: ")
          .doesNotContain("before");
      byte[] much = ("\"print " + "x".repeat(5_000) + "\"").getBytes(StandardCharsets.UTF_8);
      assertThat(host.invoke("test", much, tail).log()).hasSize(4_096);
      assertThat(host.invoke("test", much, Options.NONE).log()).isNull();
    }
  }

  @Test
  void aQualifierBesideAnotherIsRefused() throws Exception {
    byte[] event = "\"x\"".getBytes(StandardCharsets.UTF_8);
    try (LambdaHost host = new LambdaHost(function)) {
      assertThatThrownBy(() -> host.invoke("test:live", event, new Options("2", null, false)))
          .isInstanceOfSatisfying(
              ServiceException.class,
              e -> {
                assertThat(e.errorName()).isEqualTo("Lambda.InvalidParameterValueException");
                assertThat(e)
                    .hasMessage(
                        "The derived qualifier from the function name does not match the specified"
                            + " qualifier.");
              });
      assertThat(host.invoke("test:live", event, new Options("live", null, false)).result())
          .isInstanceOf(Returned.class);
    }
  }

  @Test
  void anErrorKeepsTheFunctionsTypeAndDocument() throws Exception {
    try (LambdaHost host = new LambdaHost(function)) {
      Failed failed = (Failed) invoke(host, "fail io.tenfold.function.RecordRejected");

      assertThat(failed.errorType()).isEqualTo("io.tenfold.function.RecordRejected");
      assertThat(new String(failed.payload()))
          .isEqualTo(
              "{\"errorMessage\":\"as asked\","
                  + "\"errorType\":\"io.tenfold.function.RecordRejected\"}");
      assertThat(host.statistics().environmentsStarted()).isEqualTo(1);
      assertThat(answer(host, "still there")).isEqualTo("\"still there\"");
    }
  }

  @Test
  void aCrashIsReportedAsRuntimeExitErrorAndReplaced() throws Exception {
    try (LambdaHost host = new LambdaHost(function)) {
      Failed failed = (Failed) invoke(host, "exit 1");

      assertThat(failed.errorType()).isEqualTo("Runtime.ExitError");
      assertThat(new String(failed.payload()))
          .matches(document("Runtime.ExitError", "Runtime exited with error: exit status 1"));
      assertThat(answer(host, "again")).isEqualTo("\"again\"");
      assertThat(host.statistics().environmentsStarted()).isEqualTo(2);
    }
  }

  @Test
  void anExitWithoutAStatusGivesNoReason() throws Exception {
    try (LambdaHost host = new LambdaHost(function)) {
      assertThat(failure(host, "exit 0"))
          .matches(document("Runtime.ExitError", "Runtime exited without providing a reason"));
    }
  }

  @Test
  void aKilledProcessIsReportedWithItsSignal() throws Exception {
    try (LambdaHost host = new LambdaHost(function)) {
      assertThat(failure(host, "kill"))
          .matches(document("Runtime.ExitError", "Runtime exited with error: signal: killed"));
    }
  }

  @Test
  void aProcessThatEndsBetweenInvocationsIsReplacedUnnoticed() throws Exception {
    try (LambdaHost host = new LambdaHost(function)) {
      for (int i = 0; i < 3; i++) {
        assertThat(answer(host, "exitAfterwards")).isEqualTo("\"exitAfterwards\"");
      }
      assertThat(host.statistics().environmentsStarted()).isEqualTo(3);
    }
  }

  @Test
  void aTimeoutKillsTheProcessTreeAndIsReported() throws Exception {
    Path child = work.resolve("child");
    try (LambdaHost host = new LambdaHost(function.withTimeout(Duration.ofSeconds(1)))) {
      Failed failed = (Failed) invoke(host, "childThenSleep " + child);

      assertThat(failed.errorType()).isEqualTo("Sandbox.Timedout");
      assertThat(new String(failed.payload()))
          .matches(document("Sandbox.Timedout", "Task timed out after 1.00 seconds"));
      assertEnds(Long.parseLong(Files.readString(child)));
      assertThat(answer(host, "next")).isEqualTo("\"next\"");
    }
  }

  @Test
  void anInitErrorIsTheResultOfTheInvocationThatAskedForIt() throws Exception {
    try (LambdaHost host =
        new LambdaHost(function.withEnvironment(Map.of("ON_INIT", "fail a.B")))) {
      Failed failed = (Failed) invoke(host, "anything");

      assertThat(failed.errorType()).isEqualTo("a.B");
      assertThat(new String(failed.payload()))
          .isEqualTo("{\"errorType\":\"a.B\",\"errorMessage\":\"no\"}");
    }
  }

  @Test
  void anExitDuringInitIsTheResultOfEachInvocation() throws Exception {
    try (LambdaHost host = new LambdaHost(function.withEnvironment(Map.of("ON_INIT", "exit 7")))) {
      assertThat(atOnce(4, () -> failure(host, "anything")))
          .allMatch(
              text ->
                  text.matches(
                      document("Runtime.ExitError", "Runtime exited with error: exit status 7")));
      assertThat(host.statistics().environmentsAlive()).isZero();
    }
  }

  @Test
  void aSlowStartDoesNotCountAgainstTheTimeout() throws Exception {
    try (LambdaHost host =
        new LambdaHost(
            function
                .withEnvironment(Map.of("ON_INIT", "sleep 1500"))
                .withTimeout(Duration.ofSeconds(1)))) {
      assertThat(answer(host, "there")).isEqualTo("\"there\"");
    }
  }

  @Test
  void moreMemoryThanConfiguredEndsInAKill() throws Exception {
    try (LambdaHost host = new LambdaHost(function.withMemoryMegabytes(128))) {
      assertThat(failure(host, "allocate 300"))
          .matches(document("Runtime.ExitError", "Runtime exited with error: signal: killed"));
    }
    assertThat(log()).contains("Memory Size: 128 MB Max Memory Used: ");
  }

  @Test
  void aResponseOverSixMegabytesFails() throws Exception {
    try (LambdaHost host = new LambdaHost(function)) {
      Failed failed = (Failed) invoke(host, "large 6291600");

      assertThat(failed.errorType()).isEqualTo("Function.ResponseSizeTooLarge");
      assertThat(answer(host, "next")).isEqualTo("\"next\"");
    }
  }

  @Test
  void anEventOverSixMegabytesIsRefused() throws Exception {
    try (LambdaHost host = new LambdaHost(function)) {
      assertThatThrownBy(() -> host.invoke("test", new byte[6 * 1024 * 1024 + 1]))
          .isInstanceOfSatisfying(
              ServiceException.class,
              e -> assertThat(e.errorName()).isEqualTo("Lambda.RequestTooLargeException"));
    }
  }

  @Test
  void anotherFunctionIsNotFound() throws Exception {
    try (LambdaHost host = new LambdaHost(function)) {
      for (String name : List.of("other", "arn:aws:lambda:eu-west-1:123456789012:function:test")) {
        assertThatThrownBy(() -> host.invoke(name, new byte[0]))
            .isInstanceOfSatisfying(
                ServiceException.class,
                e -> assertThat(e.errorName()).isEqualTo("Lambda.ResourceNotFoundException"));
      }
    }
  }

  @Test
  void anAliasInAnArnMeansTheSameFunction() throws Exception {
    try (LambdaHost host = new LambdaHost(function)) {
      host.invoke(function.functionArn() + ":live", "\"a\"".getBytes());
      host.invoke("test:$LATEST", "\"a\"".getBytes());

      assertThat(host.statistics().environmentsStarted()).isEqualTo(1);
    }
  }

  @Test
  void slowInvocationsGetAnEnvironmentEach() throws Exception {
    Path folder = Files.createDirectory(work.resolve("inFlight"));
    try (LambdaHost host = new LambdaHost(function.withTimeout(Duration.ofSeconds(30)))) {
      List<String> seen = atOnce(6, () -> answer(host, "inFlight " + folder + " 5000"));

      assertThat(seen).contains("6");
      assertThat(host.statistics().environmentsStarted()).isEqualTo(6);
      assertThat(host.statistics().peakConcurrency()).isEqualTo(6);
    }
  }

  @Test
  void quickInvocationsShareTheFirstEnvironments() throws Exception {
    FunctionConfiguration slowToStart = function.withEnvironment(Map.of("ON_INIT", "sleep 1500"));
    try (LambdaHost host = new LambdaHost(slowToStart)) {
      atOnce(10, () -> answer(host, "quick"));

      assertThat(host.statistics().environmentsStarted())
          .isLessThanOrEqualTo(Runtime.getRuntime().availableProcessors());
    }
  }

  @Test
  void overItsReservedConcurrencyAFunctionIsThrottled() throws Exception {
    Path folder = Files.createDirectory(work.resolve("inFlight"));
    try (LambdaHost host = new LambdaHost(function.withReservedConcurrency(1))) {
      ExecutorService other = Executors.newSingleThreadExecutor();
      Future<String> busy = other.submit(() -> answer(host, "inFlight " + folder + " 1000"));
      until(() -> folder.toFile().list().length == 1);

      assertThatThrownBy(() -> invoke(host, "one more"))
          .isInstanceOfSatisfying(
              ServiceException.class,
              e -> assertThat(e.errorName()).isEqualTo("Lambda.TooManyRequestsException"))
          .hasMessageStartingWith("Rate Exceeded.");
      assertThat(busy.get()).isEqualTo("1");
      assertThat(answer(host, "next")).isEqualTo("\"next\"");
      assertThat(host.statistics().environmentsStarted()).isEqualTo(1);
      other.shutdown();
    }
  }

  @Test
  void anInterruptedCallerGivesItsInvocationUp() throws Exception {
    Path child = work.resolve("child");
    try (LambdaHost host = new LambdaHost(function)) {
      AtomicReference<Throwable> thrown = new AtomicReference<>();
      Thread caller =
          new Thread(
              () -> {
                try {
                  invoke(host, "childThenSleep " + child);
                } catch (InterruptedException e) {
                  thrown.set(e);
                }
              });
      caller.start();
      until(() -> Files.exists(child) && child.toFile().length() > 0);
      caller.interrupt();
      caller.join();

      assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
      assertEnds(Long.parseLong(Files.readString(child)));
      assertThat(answer(host, "next")).isEqualTo("\"next\"");
    }
  }

  @Test
  void aCallerInterruptedInTheQueueLeavesIt() throws Exception {
    try (LambdaHost host =
        new LambdaHost(function.withEnvironment(Map.of("ON_INIT", "sleep 1000")))) {
      Thread caller = Thread.currentThread();
      CompletableFuture.delayedExecutor(200, java.util.concurrent.TimeUnit.MILLISECONDS)
          .execute(caller::interrupt);

      assertThatThrownBy(() -> invoke(host, "never")).isInstanceOf(InterruptedException.class);
      assertThat(answer(host, "next")).isEqualTo("\"next\"");
    }
  }

  @Test
  void closingEndsEveryProcessAndGivesUpWhatRuns() throws Exception {
    Path child = work.resolve("child");
    LambdaHost host = new LambdaHost(function);
    ExecutorService other = Executors.newSingleThreadExecutor();
    Future<?> busy = other.submit(() -> invoke(host, "childThenSleep " + child));
    until(() -> Files.exists(child) && child.toFile().length() > 0);
    host.close();

    assertThatThrownBy(busy::get).hasCauseInstanceOf(InterruptedException.class);
    assertEnds(Long.parseLong(Files.readString(child)));
    assertThatThrownBy(() -> invoke(host, "late")).isInstanceOf(InterruptedException.class);
    other.shutdown();
  }

  @Test
  void aFunctionRunsInASessionThatTheTerminalsSignalsDoNotReach() throws Exception {
    try (LambdaHost host = new LambdaHost(function)) {
      String pid = answer(host, "pid");

      Process ps = new ProcessBuilder("ps", "-o", "pgid=", "-p", pid).start();
      assertThat(new String(ps.getInputStream().readAllBytes()).strip()).isEqualTo(pid);
    }
  }

  @Test
  void theLogHoldsWhatTheFunctionPrintsBetweenLambdasLines() throws Exception {
    try (LambdaHost host = new LambdaHost(function)) {
      answer(host, "print hello");
      answer(host, "print again");
    }
    assertThat(log().replaceAll("[0-9a-f-]{36}", "ID").replaceAll("\\d+\\.\\d\\d", "0.00"))
        .matches(
            "START RequestId: ID Version: \\$LATEST\n"
                + "printed: hello\n"
                + "END RequestId: ID\n"
                + "REPORT RequestId: ID\tDuration: 0.00 ms\tBilled Duration: \\d+ ms\t"
                + "Memory Size: 512 MB\tMax Memory Used: \\d+ MB\tInit Duration: 0.00 ms\n"
                + "START RequestId: ID Version: \\$LATEST\n"
                + "printed: again\n"
                + "END RequestId: ID\n"
                + "REPORT RequestId: ID\tDuration: 0.00 ms\tBilled Duration: \\d+ ms\t"
                + "Memory Size: 512 MB\tMax Memory Used: \\d+ MB\n");
  }

  private String log() throws Exception {
    try (var files = Files.list(function.logFolder())) {
      return Files.readString(files.findFirst().orElseThrow());
    }
  }

  private static <T> List<T> atOnce(int count, Callable<T> task) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(count);
    try {
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        futures.add(threads.submit(task));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  private static void assertEnds(long pid) throws InterruptedException {
    until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
  }

  private static void until(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("within 20 s").isLessThan(end);
      Thread.sleep(20);
    }
  }
}
