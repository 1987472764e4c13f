package io.tenfold.cli.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often a new environment of the function was started, and how long that took.
 *
 * @param known whether that can be told at all: result files don't tell it
 * @param count how many environments were started
 * @param initMillis how long each took, ascending; empty where that can't be told
 */
record ColdStarts(boolean known, long count, List<Double> initMillis) {
  private static final String NAME = "\tInit Duration: ";
  private static final Pattern INIT = Pattern.compile(NAME + "([0-9.]+) ms");

  /** How much of a log is read at once. */
  private static final int CHUNK = 1 << 18;

  /** A log is written to until its environment ends, shortly after the run. */
  private static final Duration AFTERWARDS = Duration.ofMinutes(1);

  /** Copies the list. */
  ColdStarts {
    initMillis = List.copyOf(initMillis);
  }

  /** Returns that nothing is known. */
  static ColdStarts unknown() {
    return new ColdStarts(false, 0, List.of());
  }

  /**
   * Reads the REPORT lines of a run on this machine.
   *
   * @param count how many environments the run is known to have started
   * @param folder the function's logs, those of other runs among them
   */
  static ColdStarts ofLogs(long count, Path folder, Instant start, Instant stop)
      throws IOException {
    List<Double> found = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> logs = Files.newDirectoryStream(folder, "*.log")) {
        for (Path log : logs) {
          Instant written = Files.getLastModifiedTime(log).toInstant();
          if (!written.isBefore(start) && !written.isAfter(stop.plus(AFTERWARDS))) {
            addTo(found, log);
          }
        }
      }
    }
    Collections.sort(found);
    // More than there were: another run was writing to the folder at the same time.
    return new ColdStarts(true, count, found.size() > count ? List.of() : found);
  }

  private static void addTo(List<Double> found, Path log) throws IOException {
    byte[] bytes = new byte[CHUNK];
    int held = 0;
    try (InputStream in = Files.newInputStream(log)) {
      int count;
      while ((count = in.read(bytes, held, bytes.length - held)) > 0) {
        held += count;
        int end = held;
        while (end > 0 && bytes[end - 1] != '\n') {
          end--;
        }
        addTo(found, new String(bytes, 0, end, StandardCharsets.ISO_8859_1));
        held -= end;
        System.arraycopy(bytes, end, bytes, 0, held);
        if (held == bytes.length) {
          bytes = Arrays.copyOf(bytes, 2 * held);
        }
      }
    }
    addTo(found, new String(bytes, 0, held, StandardCharsets.ISO_8859_1));
  }

  /** Looks for what few of the lines have, rather than at each of them: there are millions. */
  private static void addTo(List<Double> found, String lines) {
    int end = 0;
    for (int at = lines.indexOf(NAME); at >= 0; at = lines.indexOf(NAME, end)) {
      int start = at;
      while (start > end && !isLineEnd(lines.charAt(start - 1))) {
        start--;
      }
      end = at;
      while (end < lines.length() && !isLineEnd(lines.charAt(end))) {
        end++;
      }
      Matcher init = INIT.matcher(lines).region(start, end);
      if (lines.startsWith("REPORT ", start) && init.find()) {
        found.add(Double.valueOf(init.group(1)));
      }
    }
  }

  private static boolean isLineEnd(char c) {
    return c == '\n' || c == '\r';
  }
}
