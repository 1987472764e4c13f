package io.tenfold.local.lambda;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/**
 * One environment's log: a file to which the process writes directly and the host adds Lambda's
 * START, END and REPORT lines.
 */
final class LogStream implements AutoCloseable {
  private final String name;
  private final Path file;
  private final int memoryMegabytes;

  // Opened for appending, as the process's descriptor is: each write goes whole to the file's end,
  // so the two need no pipe and no thread between them. And not a FileChannel, which an interrupt
  // of the calling thread would close.
  private final OutputStream out;

  private LogStream(String name, Path file, int memoryMegabytes) throws IOException {
    this.name = name;
    this.file = file;
    this.memoryMegabytes = memoryMegabytes;
    this.out = new FileOutputStream(file.toFile(), true);
  }

  /** Creates the next log of a function, {@code logs/FUNCTION-NUMBER-ID.log}. */
  static LogStream create(FunctionConfiguration configuration, int number) throws IOException {
    String id = UUID.randomUUID().toString().replace("-", "");
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    String name = today.format(DateTimeFormatter.ofPattern("yyyy/MM/dd")) + "/[$LATEST]" + id;
    Files.createDirectories(configuration.logFolder());
    Path file =
        configuration
            .logFolder()
            .resolve(
                configuration.functionName() + "-" + number + "-" + id.substring(0, 8) + ".log");
    return new LogStream(name, file, configuration.memoryMegabytes());
  }

  /** Returns the stream's name as CloudWatch Logs has it. */
  String name() {
    return name;
  }

  /** Returns the file. */
  Path file() {
    return file;
  }

  /** Says that an invocation starts. */
  void start(String requestId) {
    write("START RequestId: " + requestId + " Version: $LATEST\n");
  }

  /**
   * Says that an invocation ended, and what it used.
   *
   * @param initNanos how long the environment took to start, for its first invocation; else 0
   */
  void end(String requestId, long durationNanos, long maxMemoryBytes, long initNanos) {
    StringBuilder text = new StringBuilder(256);
    text.append("END RequestId: ").append(requestId);
    text.append("\nREPORT RequestId: ").append(requestId);
    text.append("\tDuration: ");
    milliseconds(text, durationNanos);
    text.append("\tBilled Duration: ").append((durationNanos + initNanos + 999_999) / 1_000_000);
    text.append(" ms\tMemory Size: ").append(memoryMegabytes);
    text.append(" MB\tMax Memory Used: ").append((maxMemoryBytes + (1 << 20) - 1) >> 20);
    text.append(" MB");
    if (initNanos > 0) {
      text.append("\tInit Duration: ");
      milliseconds(text, initNanos);
    }
    text.append('\n');
    write(text.toString());
  }

  /** Writes a line of the host's own. */
  void line(String text) {
    write(text + "\n");
  }

  private static void milliseconds(StringBuilder text, long nanos) {
    long hundredths = nanos / 10_000;
    text.append(hundredths / 100).append('.');
    long fraction = hundredths % 100;
    if (fraction < 10) {
      text.append('0');
    }
    text.append(fraction).append(" ms");
  }

  private void write(String text) {
    try {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // A full disk must not turn into failed records; the process's own output is lost the same
      // way.
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      // Every write went to the file at once.
    }
  }
}
