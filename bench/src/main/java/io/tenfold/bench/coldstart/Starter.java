package io.tenfold.bench.coldstart;

import io.tenfold.bench.BenchFailure;
import io.tenfold.bench.Machine;
import io.tenfold.bench.Samples;
import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Starts candidates as Lambda would, and measures that. */
final class Starter {
  /** How many events a process is sent. */
  static final int INVOCATIONS = 100;

  // One invocation is at the mercy of the machine's other work; the median of ten hardly is.
  private static final int WARM = 10;
  // A process that has waited is not answered for as soon as one that is kept busy, nor does it
  // find its data in the processor's caches: the first invocation and the last ten wait the same,
  // and all of them find the caches full of something else.
  private static final long PAUSE_MILLIS = 2;
  private static final Duration INIT_LIMIT = Duration.ofSeconds(90);
  private static final Duration INVOCATION_LIMIT = Duration.ofSeconds(60);

  private final PageCache cache;
  private final Optional<CpuController> cpu;
  private final DiskReads diskReads;
  private final Path log;
  private final ProcessorCaches caches = new ProcessorCaches();

  /**
   * Takes the page cache, the CPU controller for throttled starts, how evicted ones read the disk,
   * and where output goes.
   */
  Starter(PageCache cache, Optional<CpuController> cpu, DiskReads diskReads, Path log) {
    this.cache = cache;
    this.cpu = cpu;
    this.diskReads = diskReads;
    this.log = log;
  }

  /**
   * Starts the candidate once, unmeasured, and returns it with a check of its answers, if it has
   * none yet, that later ones are as these were, and with all the files that its process maps, less
   * those that this bench's own process has mapped, which the kernel would keep.
   */
  Candidate explore(Candidate candidate) throws IOException, InterruptedException {
    Set<Path> files = new LinkedHashSet<>();
    Candidate checked;
    for (Path file : candidate.files()) {
      files.add(file.toRealPath());
    }
    try (TimestampingApi api = TimestampingApi.start();
        GatedProcess process = GatedProcess.start(candidate, api.address(), log)) {
      process.onEnd(api::processEnded);
      process.exec();
      api.awaitFirstNext(INIT_LIMIT);
      checked = invokeAll(candidate, api, process.pid()).candidate();
      MappedFiles.of(process.pid()).without(MappedFiles.ofThisProcess()).stream()
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .forEach(files::add);
    } catch (BenchFailure e) {
      throw failure(candidate, e);
    }
    cache.flush(files);
    return checked.withFiles(List.copyOf(files));
  }

  /**
   * Starts the candidate, sends it all events, ends it, and returns what that took.
   *
   * @throws BenchFailure if it does not answer, or wrongly
   */
  Start start(Candidate candidate, Setting setting) throws IOException, InterruptedException {
    cache.fill(candidate.files());
    if (setting.evicted()) {
      cache.evict(candidate.files());
    }
    OptionalLong resident = cache.residentBytes(candidate.files());
    double load = Machine.load();
    try (CpuGroup group = setting.throttled() ? cpu.orElseThrow().group() : null;
        TimestampingApi api = TimestampingApi.start();
        GatedProcess process = GatedProcess.start(candidate, api.address(), log)) {
      process.onEnd(api::processEnded);
      if (group != null) {
        group.add(process.pid());
      }
      ProcessUsage before = ProcessUsage.of(process.pid());
      long exec;
      long next;
      try (ReadAhead.Changed readAhead = diskReads.of(setting)) {
        exec = process.exec();
        next = api.awaitFirstNext(INIT_LIMIT);
      }
      ProcessUsage usage = ProcessUsage.of(process.pid()).since(before);
      if (group != null) {
        // Lambda gives the init phase a whole processor whatever the memory size.
        group.limit(setting.cpuShare());
      }
      Invoked invoked = invokeAll(candidate, api, process.pid());
      return new Start(
          load,
          resident,
          next - exec,
          usage,
          invoked.nanos().get(0),
          warm(invoked.nanos()),
          invoked.cpuNanos().get(0),
          warm(invoked.cpuNanos()),
          ProcessUsage.of(process.pid()).peakResidentBytes(),
          group == null ? 0 : group.throttledPeriods());
    } catch (BenchFailure e) {
      throw failure(candidate, e);
    }
  }

  /** Sends all events, and asks the process to end, for what it writes when it does. */
  void train(Candidate candidate) throws IOException, InterruptedException {
    try (TimestampingApi api = TimestampingApi.start();
        GatedProcess process = GatedProcess.start(candidate, api.address(), log)) {
      process.onEnd(api::processEnded);
      process.exec();
      api.awaitFirstNext(INIT_LIMIT);
      invokeAll(candidate, api, process.pid());
      process.terminate();
    } catch (BenchFailure e) {
      throw failure(candidate, e);
    }
  }

  private static double warm(List<Long> nanos) {
    return Samples.of(nanos.subList(nanos.size() - WARM, nanos.size())).median();
  }

  /**
   * How long each invocation took, the CPU time of the first one and of the last ones, and the
   * candidate with a check of its answers.
   */
  private record Invoked(List<Long> nanos, List<Long> cpuNanos, Candidate candidate) {}

  private Invoked invokeAll(Candidate candidate, TimestampingApi api, long pid)
      throws InterruptedException {
    List<Long> nanos = new ArrayList<>();
    List<Long> cpuNanos = new ArrayList<>();
    byte[] first = {};
    byte[] last = {};
    long used = 0;
    for (int index = 0; index < INVOCATIONS; index++) {
      byte[] event = candidate.events().event(index);
      if (isMeasured(index) || isMeasured(index - 1)) {
        long before = used;
        used = settledCpuNanos(api, pid);
        if (isMeasured(index - 1)) {
          cpuNanos.add(used - before);
        }
      }
      if (isMeasured(index)) {
        caches.fill();
        Thread.sleep(PAUSE_MILLIS);
      }
      TimestampingApi.Answer answer = api.invoke(event, INVOCATION_LIMIT);
      nanos.add(answer.nanos());
      first = index == 0 ? answer.body() : first;
      last = answer.body();
      boolean checked = candidate.answers() != null && (index == 0 || index == INVOCATIONS - 1);
      if (checked && !candidate.answers().accepts(event, answer.body())) {
        throw new BenchFailure(
            "answered event "
                + index
                + " wrongly: "
                + new String(answer.body(), StandardCharsets.UTF_8));
      }
    }
    cpuNanos.add(settledCpuNanos(api, pid) - used);
    return new Invoked(
        nanos,
        cpuNanos,
        candidate.answers() != null
            ? candidate
            : candidate.withAnswers(SameOutput.asIn(parsed(first), parsed(last))));
  }

  private static boolean isMeasured(int index) {
    return index == 0 || index >= INVOCATIONS - WARM;
  }

  /** Returns the CPU time of a process once it has asked for an event and waited. */
  private static long settledCpuNanos(TimestampingApi api, long pid) throws InterruptedException {
    api.awaitWaiting(INVOCATION_LIMIT);
    Thread.sleep(PAUSE_MILLIS);
    return ProcessUsage.of(pid).cpuNanos();
  }

  private static Object parsed(byte[] answer) {
    try {
      return Json.parse(answer);
    } catch (MalformedJson e) {
      throw new BenchFailure("answered no JSON: " + new String(answer, StandardCharsets.UTF_8), e);
    }
  }

  private BenchFailure failure(Candidate candidate, BenchFailure cause) {
    return new BenchFailure(
        candidate.title() + " " + cause.getMessage() + "; its output is in " + log, cause);
  }
}
