package io.tenfold.local.lambda.process;

import io.tenfold.local.fault.FaultWords;
import io.tenfold.local.lambda.FunctionConfiguration;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.UUID;

/**
 * One environment's log: a file to which the process writes directly and the host adds Lambda's
 * START, END and REPORT lines. Where it cannot be created or written, that is a warning, and
 * nothing else: no log is worth a record.
 */
public final class LogStream implements AutoCloseable {
  /** How many digits a stream's name ends with, which tell it from all others. */
  static final int ID_DIGITS = 32;

  /** Of those, how many all streams of one host share. */
  static final int TOKEN_DIGITS = 16;

  private static final Path NOWHERE = Path.of("/dev/null");

  private final String id;
  private final String name;
  private final Path file;
  private final int memoryMegabytes;
  private final Warnings warnings;
  private volatile boolean closed;

  // Opened for appending, as the process's descriptor is: each write goes whole to the file's end,
  // so the two need no pipe and no thread between them. And not a FileChannel, which an interrupt
  // of the calling thread would close.
  private final OutputStream out;

  private LogStream(
      String id, String name, Path file, OutputStream out, int memoryMegabytes, Warnings warnings) {
    this.id = id;
    this.name = name;
    this.file = file;
    this.out = out;
    this.memoryMegabytes = memoryMegabytes;
    this.warnings = warnings;
  }

  /** Returns what the ids of one host's streams begin with. */
  public static String newToken() {
    return digits().substring(0, TOKEN_DIGITS);
  }

  private static String digits() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  /** Creates the next log of a function, {@code logs/FUNCTION-NUMBER-ID.log}. */
  public static LogStream create(
      FunctionConfiguration configuration, int number, String token, Warnings warnings) {
    String own = digits().substring(0, ID_DIGITS - TOKEN_DIGITS);
    String id = token + own;
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    String name = today.format(DateTimeFormatter.ofPattern("yyyy/MM/dd")) + "/[$LATEST]" + id;
    Path file =
        configuration
            .logFolder()
            .resolve(
                configuration.functionName() + "-" + number + "-" + own.substring(0, 8) + ".log");
    OutputStream out;
    try {
      Files.createDirectories(configuration.logFolder());
      out = new FileOutputStream(file.toFile(), true);
    } catch (IOException e) {
      warnings.once(
          "log",
          "Warning: the function's log cannot be created, and what it prints is lost: "
              + FaultWords.of(e));
      file = NOWHERE;
      out = OutputStream.nullOutputStream();
    }
    return new LogStream(id, name, file, out, configuration.memoryMegabytes(), warnings);
  }

  /** Returns the digits that the stream's name ends with. */
  public String id() {
    return id;
  }

  /** Returns the stream's name as CloudWatch Logs has it. */
  String name() {
    return name;
  }

  /** Returns the file, {@code /dev/null} where there is none. */
  Path file() {
    return file;
  }

  /** Returns how many bytes were logged so far. */
  public long size() {
    try {
      return file.equals(NOWHERE) ? 0 : Files.size(file);
    } catch (IOException e) {
      return 0; // no log is worth a record
    }
  }

  /** Returns the last of the bytes that were logged from a place on, at most so many. */
  public byte[] tail(long from, int most) {
    if (file.equals(NOWHERE)) {
      return new byte[0];
    }
    try (SeekableByteChannel log = Files.newByteChannel(file)) {
      long begin = Math.max(from, log.size() - most);
      ByteBuffer tail = ByteBuffer.allocate((int) Math.max(0, log.size() - begin));
      log.position(begin);
      while (tail.hasRemaining() && log.read(tail) >= 0) {
        // until it is full, or the log is not what it was
      }
      return Arrays.copyOf(tail.array(), tail.position());
    } catch (IOException e) {
      return new byte[0];
    }
  }

  /** Says that an invocation starts. */
  public void start(String requestId) {
    write("START RequestId: " + requestId + " Version: $LATEST\n");
  }

  /**
   * Says that an invocation ended, and what it used.
   *
   * @param initNanos how long the environment took to start, for its first invocation; else 0
   */
  public void end(String requestId, long durationNanos, long maxMemoryBytes, long initNanos) {
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
  public void line(String text) {
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
      if (!closed) {
        warnings.once(
            "log",
            "Warning: the function's log cannot be written: " + file + ": " + e.getMessage());
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      out.close();
    } catch (IOException e) {
      // Every write went to the file at once.
    }
  }
}
