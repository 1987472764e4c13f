package io.tenfold.bench.coldstart;

/** Under what a candidate is started. */
enum Setting {
  CACHED("cached", false, 0),
  EVICTED("evicted", true, 0),
  CACHED_128("cached, 128 MB", false, 128),
  EVICTED_128("evicted, 128 MB", true, 128),
  CACHED_512("cached, 512 MB", false, 512),
  CACHED_1769("cached, 1,769 MB", false, 1769);

  /**
   * The memory size that has one whole processor.
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html">Configure
   *     Lambda function memory</a>
   */
  private static final double ONE_CPU_MEGABYTES = 1769;

  private final String title;
  private final boolean evicted;
  private final int memoryMegabytes;

  Setting(String title, boolean evicted, int memoryMegabytes) {
    this.title = title;
    this.evicted = evicted;
    this.memoryMegabytes = memoryMegabytes;
  }

  /** Returns its name for people. */
  String title() {
    return title;
  }

  /** Returns whether the candidate's files are put out of the page cache before the start. */
  boolean evicted() {
    return evicted;
  }

  /** Returns whether the CPU is limited once the process has asked for its first event. */
  boolean throttled() {
    return memoryMegabytes > 0;
  }

  /** Returns the share of one processor that Lambda gives this memory size; 0 for no limit. */
  double cpuShare() {
    return memoryMegabytes / ONE_CPU_MEGABYTES;
  }
}
