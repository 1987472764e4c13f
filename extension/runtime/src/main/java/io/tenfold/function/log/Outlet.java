package io.tenfold.function.log;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Where lines leave the process, which can be turned to nowhere for a while. */
public final class Outlet {
  private final OutputStream out;
  private OutputStream current;

  /** Takes where lines go. */
  public Outlet(OutputStream out) {
    this.out = out;
    this.current = out;
  }

  /** Writes a line, which has its end; several threads may. */
  public synchronized void write(String line) {
    try {
      current.write(line.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Turns it to {@code /dev/null}, so that a line is written as ever, or back. */
  public synchronized void setSilent(boolean silent) {
    try {
      if (current != out) {
        current.close();
      }
      current = out;
      if (silent) {
        current = new FileOutputStream("/dev/null");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
