package io.tenfold.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A file of Linux's {@code /proc} with lines such as {@code VmHWM: 1234 kB}. */
public record ProcFile(String text) {

  /** Reads the file; what cannot be read, or is no Linux's, has no fields. */
  public static ProcFile read(Path file) {
    try {
      return new ProcFile(Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return new ProcFile("");
    }
  }

  /** Returns the first line's value that has this name. */
  public Optional<String> field(String name) {
    return text.lines()
        .filter(line -> line.startsWith(name) && line.indexOf(':') >= 0)
        .filter(line -> line.substring(0, line.indexOf(':')).strip().equals(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst();
  }

  /** Returns a field that is given in kB, in bytes; zero when it is not there. */
  public long bytes(String name) {
    return field(name).map(value -> Long.parseLong(value.split(" ")[0]) * 1024).orElse(0L);
  }
}
