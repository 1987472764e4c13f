package io.tenfold.bench.coldstart;

import io.tenfold.bench.BenchFailure;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How the disk is read while a candidate starts whose files are not in the page cache.
 *
 * @param disk the disk's own setting, if the kernel shows one
 * @param kilobytes the read-ahead that was asked for; empty leaves the disk's
 */
record DiskReads(Optional<ReadAhead> disk, OptionalLong kilobytes) {

  /** Refuses a read-ahead that cannot be set, with a {@link BenchFailure}. */
  DiskReads {
    if (kilobytes.isPresent() && disk.isEmpty()) {
      throw new BenchFailure("The kernel shows no read-ahead of the repository's disk");
    }
    disk.ifPresent(setting -> setting.to(kilobytes).close());
  }

  /** Sets it for a start: a cached one reads nothing, so nothing is changed for it. */
  ReadAhead.Changed of(Setting setting) {
    return disk.isPresent() && setting.evicted() ? disk.get().to(kilobytes) : () -> {};
  }

  /** Returns the read-ahead of evicted starts in kB, if known. */
  OptionalLong inForce() {
    return kilobytes.isPresent() || disk.isEmpty()
        ? kilobytes
        : OptionalLong.of(disk.get().original());
  }

  /** Returns it for people. */
  String sentence() {
    OptionalLong inForce = inForce();
    if (inForce.isEmpty()) {
      return "read-ahead unknown";
    }
    return "read-ahead "
        + inForce.getAsLong()
        + " kB"
        + (kilobytes.isPresent() ? ", set for these starts" : ", the disk's setting");
  }
}
