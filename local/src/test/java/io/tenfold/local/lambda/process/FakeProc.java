package io.tenfold.local.lambda.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder that looks like {@code /proc} to those who reckon what is left. */
public final class FakeProc {
  private FakeProc() {}

  /** Writes one of a process that may open so many files and has so many open. */
  public static void write(Path proc, int limit, int openFiles) throws IOException {
    Path self = Files.createDirectories(proc.resolve("self/fd")).getParent();
    for (int i = 0; i < openFiles; i++) {
      Files.createFile(self.resolve("fd/" + i));
    }
    Files.writeString(
        self.resolve("limits"),
        """
        Limit                     Soft Limit           Hard Limit           Units
        Max processes             96365                96365                processes
        Max open files            %-20d 20000                files
        """
            .formatted(limit));
    Files.writeString(self.resolve("status"), "Uid:\t0\t0\t0\t0\nCapEff:\t0000000000000000\n");
    Files.writeString(self.resolve("cgroup"), "0::/\n");
    Files.writeString(proc.resolve("loadavg"), "0.00 0.00 0.00 1/100 1000\n");
  }
}
