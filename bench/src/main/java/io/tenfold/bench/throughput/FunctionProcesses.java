package io.tenfold.bench.throughput;

import io.tenfold.bench.ProcFile;
import io.tenfold.bench.Samples;
import java.nio.file.Path;

/** The function processes below this JVM, as Linux's {@code /proc} shows them. */
final class FunctionProcesses {
  private static final Path PROC = Path.of("/proc");

  /** Returns the most memory each of them had resident so far, in bytes; empty elsewhere. */
  Samples residentPeaks() {
    return Samples.of(
        ProcessHandle.current()
            .descendants()
            .filter(FunctionProcesses::isFunction)
            .mapToDouble(process -> residentPeak(process.pid()))
            .filter(bytes -> bytes > 0)
            .toArray());
  }

  /** Returns the most memory a process had resident so far, in bytes; zero if unknown. */
  static long residentPeak(long pid) {
    return ProcFile.read(PROC.resolve(pid + "/status")).bytes("VmHWM");
  }

  private static boolean isFunction(ProcessHandle process) {
    // The host's own helpers have no Runtime API to talk to.
    return ProcFile.read(PROC.resolve(process.pid() + "/environ"))
        .text()
        .contains("AWS_LAMBDA_RUNTIME_API=");
  }
}
