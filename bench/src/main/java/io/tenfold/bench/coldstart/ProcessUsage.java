package io.tenfold.bench.coldstart;

import io.tenfold.bench.ProcFile;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a process has used so far, as Linux's {@code /proc} counts it; zero where that says nothing.
 *
 * @param minorFaults pages that were in memory, and had only to be mapped or cleared
 * @param majorFaults pages that had to be waited for, from disk
 * @param readBytes what was read from disk for it, read-ahead included
 * @param cpuNanos how long its threads that still run had a processor
 * @param waitNanos how long they could have run but had none
 * @param peakResidentBytes the most memory that was resident, the pages of files included
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat(5)</a>
 */
record ProcessUsage(
    long minorFaults,
    long majorFaults,
    long readBytes,
    long cpuNanos,
    long waitNanos,
    long peakResidentBytes) {
  // Fields 10 and 12 of proc_pid_stat(5), counted from the third, which follows the name.
  private static final int MINOR_FAULTS = 7;
  private static final int MAJOR_FAULTS = 9;

  /** Reads a process's counters. */
  static ProcessUsage of(long pid) {
    Path folder = Path.of("/proc", Long.toString(pid));
    return of(
        ProcFile.read(folder.resolve("stat")).text(),
        ProcFile.read(folder.resolve("io")),
        ProcFile.read(folder.resolve("status")),
        threads(folder.resolve("task")));
  }

  private static List<String> threads(Path tasks) {
    List<String> schedules = new ArrayList<>();
    if (!Files.isDirectory(tasks)) {
      return schedules;
    }
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(tasks)) {
      folders.forEach(folder -> schedules.add(ProcFile.read(folder.resolve("schedstat")).text()));
    } catch (IOException | DirectoryIteratorException e) {
      return schedules;
    }
    return schedules;
  }

  /** Takes the files' content: stat, io, status, and one schedstat for each thread. */
  static ProcessUsage of(String stat, ProcFile io, ProcFile status, List<String> schedstats) {
    // The name, in parentheses, may itself hold spaces and parentheses.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
    boolean known = fields.length > MAJOR_FAULTS;
    long cpu = 0;
    long wait = 0;
    for (String schedstat : schedstats) {
      String[] numbers = schedstat.strip().split(" ");
      if (numbers.length >= 2) {
        cpu += Long.parseLong(numbers[0]);
        wait += Long.parseLong(numbers[1]);
      }
    }
    return new ProcessUsage(
        known ? Long.parseLong(fields[MINOR_FAULTS]) : 0,
        known ? Long.parseLong(fields[MAJOR_FAULTS]) : 0,
        io.field("read_bytes").map(Long::parseLong).orElse(0L),
        cpu,
        wait,
        status.bytes("VmHWM"));
  }

  /** Returns what was used since an earlier reading; the peak is not a difference. */
  ProcessUsage since(ProcessUsage earlier) {
    return new ProcessUsage(
        minorFaults - earlier.minorFaults,
        majorFaults - earlier.majorFaults,
        readBytes - earlier.readBytes,
        cpuNanos - earlier.cpuNanos,
        waitNanos - earlier.waitNanos,
        peakResidentBytes);
  }

  /** Returns the counters as a JSON object. */
  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("minorFaultsUntilNext", minorFaults);
    json.put("majorFaultsUntilNext", majorFaults);
    json.put("readBytesUntilNext", readBytes);
    json.put("cpuMillisUntilNext", cpuNanos / 1e6);
    json.put("runQueueMillisUntilNext", waitNanos / 1e6);
    json.put("peakResidentBytesUntilNext", peakResidentBytes);
    return json;
  }
}
