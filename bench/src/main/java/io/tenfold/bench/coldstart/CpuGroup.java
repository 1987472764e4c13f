package io.tenfold.bench.coldstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A control group whose processes together get no more than a share of one processor. */
final class CpuGroup implements AutoCloseable {
  /**
   * How often the share is handed out. AWS does not say; programs that measured it from inside saw
   * a function of 128 MB run for 1 to 2 ms in every 20 ms.
   */
  static final long PERIOD_MICROS = 20_000;

  private static final int DELETE_ATTEMPTS = 50;
  private static final long DELETE_PAUSE_MILLIS = 20;

  /** The kernel's two interfaces. */
  enum Version {
    V1,
    V2
  }

  private final Path folder;
  private final Version version;
  private final ExitGuard guard;

  /** Takes an existing group's folder. */
  CpuGroup(Path folder, Version version) {
    this.folder = folder;
    this.version = version;
    this.guard = ExitGuard.of(this::delete);
  }

  /** Takes a process in. */
  void add(long pid) throws IOException {
    Files.writeString(folder.resolve("cgroup.procs"), Long.toString(pid));
  }

  /** Limits the group from now on to a share of one processor. */
  void limit(double share) throws IOException {
    long quota = quotaMicros(share);
    switch (version) {
      case V1 -> {
        Files.writeString(folder.resolve("cpu.cfs_period_us"), Long.toString(PERIOD_MICROS));
        Files.writeString(folder.resolve("cpu.cfs_quota_us"), Long.toString(quota));
      }
      case V2 -> Files.writeString(folder.resolve("cpu.max"), quota + " " + PERIOD_MICROS);
    }
  }

  /** Returns the processor time of one period, in microseconds. */
  static long quotaMicros(double share) {
    return Math.round(share * PERIOD_MICROS);
  }

  /** Returns in how many periods the group had to wait for the next one. */
  long throttledPeriods() throws IOException {
    return throttledPeriods(Files.readString(folder.resolve("cpu.stat")));
  }

  /** As {@link #throttledPeriods()}, from the content of {@code cpu.stat}. */
  static long throttledPeriods(String stat) {
    Optional<String> line =
        stat.lines().filter(each -> each.startsWith("nr_throttled ")).findFirst();
    return line.map(each -> Long.parseLong(each.split(" ")[1])).orElse(0L);
  }

  @Override
  public void close() throws IOException {
    guard.close();
    delete();
    if (Files.exists(folder)) {
      throw new IOException("The control group cannot be deleted: " + folder);
    }
  }

  private void delete() {
    // A killed process is in the group until the kernel has reaped it.
    for (int attempt = 1; attempt <= DELETE_ATTEMPTS; attempt++) {
      try {
        Files.deleteIfExists(folder);
        return;
      } catch (IOException e) {
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(DELETE_PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
