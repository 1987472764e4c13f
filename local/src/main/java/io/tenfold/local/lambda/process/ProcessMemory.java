package io.tenfold.local.lambda.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * How much memory processes hold, from Linux's {@code /proc}; elsewhere always zero, so no limit is
 * enforced there.
 *
 * <p>Counted are pages of their own, not those mapped from files: the kernel can drop the latter,
 * so they never bring a Lambda function to its limit.
 */
public final class ProcessMemory {
  /** The page size of every 64-bit Linux that Lambda and desktops use by default. */
  private static final long PAGE_BYTES = 4096;

  private final Path proc;

  /** Takes the folder of the process file system, {@code /proc}. */
  public ProcessMemory(Path proc) {
    this.proc = proc;
  }

  /** Returns the bytes one process holds, zero when it has ended. */
  public long ofProcess(long pid) {
    try {
      String[] pages =
          Files.readString(proc.resolve(pid + "/statm"), StandardCharsets.US_ASCII).split(" ");
      return (Long.parseLong(pages[1]) - Long.parseLong(pages[2])) * PAGE_BYTES;
    } catch (IOException | RuntimeException e) {
      return 0;
    }
  }

  /** Returns the bytes each process group holds, by the group's number. */
  public Map<Long, Long> byGroup(ProcessTable table) {
    Map<Long, Long> groups = new HashMap<>();
    for (ProcessTable.Row row : table.byPid().values()) {
      if (row.group() > 0) {
        groups.merge(row.group(), ofProcess(row.pid()), Long::sum);
      }
    }
    return groups;
  }
}
