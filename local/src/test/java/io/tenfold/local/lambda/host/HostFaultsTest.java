package io.tenfold.local.lambda.host;

import static io.tenfold.local.lambda.host.TestFunction.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenfold.local.lambda.FunctionConfiguration;
import io.tenfold.local.lambda.FunctionPackage;
import io.tenfold.local.lambda.process.FakeProc;
import io.tenfold.local.lambda.process.FunctionLauncher;
import io.tenfold.local.lambda.process.LogStream;
import io.tenfold.local.lambda.process.NewSession;
import io.tenfold.local.lambda.process.OrphanReaper;
import io.tenfold.local.lambda.process.ProcessBudget;
import io.tenfold.local.lambda.process.RuntimeInterfaceClient;
import io.tenfold.local.lambda.process.Stragglers;
import io.tenfold.local.lambda.process.Warnings;
import io.tenfold.local.lambda.runtimeapi.PauseWatch;
import io.tenfold.local.port.FunctionInvoker;
import io.tenfold.local.port.FunctionInvoker.Options;
import io.tenfold.local.port.FunctionInvoker.Returned;
import io.tenfold.local.port.ServiceException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is not the function's fault fails no record; slow, as it waits for what never comes. */
@Tag("slow")
@Timeout(90)
class HostFaultsTest {
  /** A program that asks for an event and ends without reading it. */
  private static final String ASKS_AND_ENDS =
      "my $s = IO::Socket::INET->new(PeerAddr => $ENV{AWS_LAMBDA_RUNTIME_API});"
          + " print $s \"GET /2018-06-01/runtime/invocation/next HTTP/1.1\\r\\n\\r\\n\";"
          + " $s->flush; select(undef, undef, undef, 0.2); exit 3";

  private static final NewSession SESSION = NewSession.ofThisMachine();

  @TempDir Path work;
  private final List<String> warnings = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<AutoCloseable> open = new ArrayList<>();
  private FunctionConfiguration function;

  @BeforeEach
  void function() throws Exception {
    function = TestFunction.in(work);
  }

  @AfterEach
  void close() throws Exception {
    threads.shutdownNow();
    for (AutoCloseable closeable : open) {
      closeable.close();
    }
  }

  private LambdaHost host() throws Exception {
    LambdaHost host =
        new LambdaHost(List.of(function), RuntimeInterfaceClient.onClassPath(), warnings::add);
    open.add(host);
    return host;
  }

  /** A pool on a machine whose threads, start and limits are as given. */
  private EnvironmentPool pool(Executor starters, NewSession session, ProcessBudget budget)
      throws Exception {
    OrphanReaper reaper = OrphanReaper.start(SESSION);
    String token = LogStream.newToken();
    Stragglers stragglers = new Stragglers(Path.of("/proc"), token);
    FunctionPackage code = FunctionPackage.open(function.packagePath(), work.resolve("packages"));
    EnvironmentPool pool =
        new EnvironmentPool(
            function,
            new FunctionLauncher(
                function, code, RuntimeInterfaceClient.onClassPath(), session, reaper, stragglers),
            new EnvironmentPool.Shared(
                new ScalingPolicy(2),
                starters,
                () -> {},
                budget,
                new PauseWatch(),
                stragglers,
                token,
                new Warnings(warnings::add)));
    open.add(
        () -> {
          pool.shut().forEach(ExecutionEnvironment::close);
          reaper.close();
        });
    return pool;
  }

  private static String text(FunctionInvoker.Result result) {
    return new String(((Returned) result).payload(), StandardCharsets.UTF_8);
  }

  private static byte[] event(String words) {
    return ("\"" + words + "\"").getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void processesThatEndAfterTheirAnswersFailNoRecordHoweverMany() throws Exception {
    LambdaHost host = host();
    int processes = 8;
    List<Future<String>> answers = new ArrayList<>();
    for (int i = 0; i < processes; i++) {
      String words = "exitWhen " + work.resolve("go" + i) + " " + work.resolve("end" + i);
      answers.add(threads.submit(() -> answer(host, words)));
    }
    until(() -> host.statistics().peakConcurrency() == processes);
    List<Long> pids = new ArrayList<>();
    for (int i = 0; i < processes; i++) {
      Files.createFile(work.resolve("go" + i));
      pids.add(Long.valueOf(answers.get(i).get()));
    }

    // It goes to the one used last, which ends, then to the one before, which ends…
    Future<String> record = threads.submit(() -> answer(host, "hello"));
    for (int i = processes - 1; i >= 0; i--) {
      Thread.sleep(200);
      Files.createFile(work.resolve("end" + i));
      assertEnds(pids.get(i));
    }

    assertThat(record.get()).isEqualTo("\"hello\"");
  }

  @Test
  void aProcessThatEndsWithTheEventUnreadHasNotTakenIt() throws Exception {
    Path bootstrap = function.packagePath().resolve("bootstrap");
    String working = Files.readString(bootstrap);
    Files.writeString(
        bootstrap,
        working.replace(
            "#!/bin/sh\n",
            "#!/bin/sh\nif [ ! -e '"
                + work
                + "/once' ]; then\n  : >'"
                + work
                + "/once'\n  exec perl -MIO::Socket::INET -e '"
                + ASKS_AND_ENDS
                + "'\nfi\n"));
    LambdaHost host = host();

    assertThat(answer(host, "hello")).isEqualTo("\"hello\"");
    assertThat(Files.exists(work.resolve("once"))).isTrue();
  }

  @Test
  void aProcessThatHangsAfterItsAnswerFailsNotTheNextRecord() throws Exception {
    function = function.withTimeout(Duration.ofSeconds(1));
    LambdaHost host = host();
    answer(host, "exitWhen " + work + " " + work.resolve("never"));

    assertThat(answer(host, "hello")).isEqualTo("\"hello\"");
  }

  @Test
  void newProcessesThatAllEndBeforeTheyTakeAnEventAreARetriableRefusal() throws Exception {
    Files.writeString(
        function.packagePath().resolve("bootstrap"),
        "#!/bin/sh\nexec perl -MIO::Socket::INET -e '" + ASKS_AND_ENDS + "'\n");
    LambdaHost host = host();

    assertThatThrownBy(() -> host.invoke("test", event("never")))
        .isInstanceOfSatisfying(
            ServiceException.class,
            e -> assertThat(e.errorName()).isEqualTo("Lambda.ServiceException"))
        .hasMessageContaining("given to no process")
        .hasMessageContaining("exit status 3");
  }

  @Test
  void aHostThatFindsNoThreadForAWhileRunsTheRecordLater() throws Exception {
    AtomicInteger refusals = new AtomicInteger(3);
    EnvironmentPool pool =
        pool(
            task -> {
              if (refusals.getAndDecrement() > 0) {
                throw new OutOfMemoryError("unable to create native thread");
              }
              threads.execute(task);
            },
            SESSION,
            ProcessBudget.ofThisMachine());

    assertThat(text(pool.invoke(event("hello"), Options.NONE).result())).isEqualTo("\"hello\"");
  }

  @Test
  void aHostThatFindsNoThreadAtAllSaysSoAndWaitsForNone() throws Exception {
    EnvironmentPool pool =
        pool(
            task -> {
              throw new OutOfMemoryError("unable to create native thread");
            },
            SESSION,
            ProcessBudget.ofThisMachine());

    assertThatThrownBy(() -> pool.invoke(event("hello"), Options.NONE))
        .isInstanceOf(FunctionInvoker.Unavailable.class)
        .hasMessageContaining("unable to create native thread");
    assertThat(pool.statistics().environmentsAlive()).isZero();
  }

  @Test
  void aMachineThatStartsNoProcessIsUnavailableAndNotTheRecordsFailure() throws Exception {
    EnvironmentPool pool =
        pool(
            threads,
            new NewSession(List.of(work.resolve("nothing").toString())),
            ProcessBudget.ofThisMachine());

    assertThatThrownBy(() -> pool.invoke(event("hello"), Options.NONE))
        .isInstanceOf(FunctionInvoker.Unavailable.class)
        .hasMessageContaining("cannot start a process of the function test");
  }

  @Test
  void aMachineThatRunsFewerProcessesSaysSoOnceAndRunsEveryRecord() throws Exception {
    Path proc = work.resolve("proc");
    FakeProc.write(proc, 100, 60);
    EnvironmentPool pool =
        pool(threads, SESSION, new ProcessBudget(proc, work.resolve("no cgroups")));
    List<Future<FunctionInvoker.Result>> results = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      results.add(threads.submit(() -> pool.invoke(event("sleep 300"), Options.NONE).result()));
    }

    for (Future<FunctionInvoker.Result> result : results) {
      assertThat(text(result.get())).isEqualTo("\"sleep 300\"");
    }
    assertThat(pool.statistics().environmentsStarted()).isEqualTo(1);
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains(
            "processes of the function test at once", "60 of 100 files are open", "fewer (1 now)");
  }

  @Test
  void aDeadHelperIsReplacedAndFailsNoRecord() throws Exception {
    LambdaHost host = host();
    answer(host, "warm");
    ProcessHandle helper =
        ProcessHandle.current()
            .children()
            .filter(child -> child.info().commandLine().orElse("").contains("trap '' INT"))
            .findFirst()
            .orElseThrow();
    EngineProcess.send("KILL", helper.pid());
    assertEnds(helper.pid());
    TestFunction.failure(host, "exit 1");

    assertThat(answer(host, "again")).isEqualTo("\"again\"");
  }

  @Test
  void aLogThatCannotBeCreatedIsAWarning() throws Exception {
    Files.writeString(function.logFolder(), "a file where the folder should be");
    LambdaHost host = host();

    assertThat(answer(host, "print hello")).isEqualTo("\"print hello\"");
    TestFunction.failure(host, "exit 1");
    assertThat(answer(host, "next")).isEqualTo("\"next\"");
    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith("Warning: the function's log cannot be created");
  }

  @Test
  void aDescendantInASessionOfItsOwnEndsWithItsProcess() throws Exception {
    LambdaHost host = host();
    long daemon = Long.parseLong(answer(host, "daemon"));
    assertThat(ProcessHandle.of(daemon)).isPresent();
    TestFunction.failure(host, "exit 1");
    Future<String> busy = threads.submit(() -> answer(host, "sleep 5000"));

    assertEnds(daemon);
    assertThat(busy.isDone()).as("before the run's end").isFalse();
  }

  @Test
  void aDescendantWithoutEnvironmentEndsWithItsProcessOnceItWasSeen() throws Exception {
    LambdaHost host = host();
    long daemon = Long.parseLong(answer(host, "namelessDaemon"));
    answer(host, "sleep 2500");
    TestFunction.failure(host, "exit 1");
    host.close();

    assertEnds(daemon);
  }

  private String log() {
    try (var files = Files.list(function.logFolder())) {
      return Files.readString(files.findFirst().orElseThrow());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void assertEnds(long pid) throws InterruptedException {
    until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
  }

  private static void until(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("within 30 s").isLessThan(end);
      Thread.sleep(20);
    }
  }
}
