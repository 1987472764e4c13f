package io.tenfold.bench.coldstart;

import io.tenfold.bench.BenchFailure;
import io.tenfold.bench.ProcFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far ahead the kernel reads on one disk when a page is missing, which decides how much of a
 * big binary each page fault brings in. A file keeps what was set when it was opened.
 *
 * @param setting the kernel's file with the number of kB
 * @param original that number when this was found
 */
record ReadAhead(Path setting, long original) {

  /** Finds the setting of the disk that holds a file; empty where the kernel shows none. */
  static Optional<ReadAhead> of(Path file) throws IOException {
    String number = deviceNumber(((Number) Files.getAttribute(file, "unix:dev")).longValue());
    for (String place :
        List.of(
            "/sys/class/bdi/" + number + "/read_ahead_kb",
            "/sys/dev/block/" + number + "/queue/read_ahead_kb",
            "/sys/dev/block/" + number + "/../queue/read_ahead_kb")) {
      String text = ProcFile.read(Path.of(place)).text().strip();
      if (!text.isEmpty()) {
        return Optional.of(new ReadAhead(Path.of(place), Long.parseLong(text)));
      }
    }
    return Optional.empty();
  }

  /** Returns MAJOR:MINOR of Linux's {@code dev_t}, as gnu_dev_major(3) takes it apart. */
  static String deviceNumber(long device) {
    long major = (device >>> 8 & 0xfff) | (device >>> 32 & ~0xfffL);
    long minor = (device & 0xff) | (device >>> 12 & ~0xffL);
    return major + ":" + minor;
  }

  /** A changed setting, which is as before once it is closed. */
  interface Changed extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Changes it for files that are opened from now on; an empty number leaves it as it is.
   *
   * @throws BenchFailure if this process may not
   */
  Changed to(OptionalLong kilobytes) {
    if (kilobytes.isEmpty()) {
      return () -> {};
    }
    // It is the whole machine's: it must go back even when the bench is interrupted.
    ExitGuard guard = ExitGuard.of(() -> write(original));
    write(kilobytes.getAsLong());
    return () -> {
      write(original);
      guard.close();
    };
  }

  private void write(long kilobytes) {
    try {
      Files.writeString(setting, Long.toString(kilobytes));
    } catch (IOException e) {
      throw new BenchFailure("The read-ahead cannot be changed: " + setting, e);
    }
  }
}
