package io.tenfold.bench.coldstart;

import io.tenfold.bench.BenchFailure;
import io.tenfold.bench.Machine;
import io.tenfold.bench.Samples;
import java.io.IOException;
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
  // find its data in the processor's caches: the first invocation and the last ten wait the same.
  private static final long PAUSE_MILLIS = 2;
  private static final Duration INIT_LIMIT = Duration.ofSeconds(90);
  private static final Duration INVOCATION_LIMIT = Duration.ofSeconds(60);

  private final Events events;
  private final PageCache cache;
  private final Optional<CpuController> cpu;
  private final DiskReads diskReads;
  private final Path log;

  /**
   * Takes the events, the CPU controller for throttled starts, how evicted ones read the disk, and
   * where output goes.
   */
  Starter(
      Events events, PageCache cache, Optional<CpuController> cpu, DiskReads diskReads, Path log) {
    this.events = events;
    this.cache = cache;
    this.cpu = cpu;
    this.diskReads = diskReads;
    this.log = log;
  }

  /**
   * Starts the candidate once, unmeasured, and returns it with all the files that its process maps,
   * less those that this bench's own process has mapped, which the kernel would keep.
   */
  Candidate explore(Candidate candidate) throws IOException, InterruptedException {
    Set<Path> files = new LinkedHashSet<>();
    for (Path file : candidate.files()) {
      files.add(file.toRealPath());
    }
    try (TimestampingApi api = TimestampingApi.start();
        GatedProcess process = GatedProcess.start(candidate, api.address(), log)) {
      process.onEnd(api::processEnded);
      process.exec();
      api.awaitFirstNext(INIT_LIMIT);
      invokeAll(candidate, api);
      MappedFiles.of(process.pid()).without(MappedFiles.ofThisProcess()).stream()
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .forEach(files::add);
    } catch (BenchFailure e) {
      throw failure(candidate, e);
    }
    cache.flush(files);
    return candidate.withFiles(List.copyOf(files));
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
      List<Long> nanos = invokeAll(candidate, api);
      return new Start(
          load,
          resident,
          next - exec,
          usage,
          nanos.get(0),
          Samples.of(nanos.subList(nanos.size() - WARM, nanos.size())).median(),
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
      invokeAll(candidate, api);
      process.terminate();
    } catch (BenchFailure e) {
      throw failure(candidate, e);
    }
  }

  private List<Long> invokeAll(Candidate candidate, TimestampingApi api)
      throws InterruptedException {
    List<Long> nanos = new ArrayList<>();
    for (int index = 0; index < INVOCATIONS; index++) {
      byte[] event = events.event(index);
      if (index == 0 || index >= INVOCATIONS - WARM) {
        Thread.sleep(PAUSE_MILLIS);
      }
      TimestampingApi.Answer answer = api.invoke(event, INVOCATION_LIMIT);
      nanos.add(answer.nanos());
      boolean checked = index == 0 || index == INVOCATIONS - 1;
      if (checked && !candidate.answers().accepts(event, answer.body())) {
        throw new BenchFailure(
            "answered event " + index + " wrongly: " + new String(answer.body()));
      }
    }
    return nanos;
  }

  private BenchFailure failure(Candidate candidate, BenchFailure cause) {
    return new BenchFailure(
        candidate.title() + " " + cause.getMessage() + "; its output is in " + log, cause);
  }
}
