package io.tenfold.cli.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How often a new environment of the function was started, and how long that took.
 *
 * @param known whether that can be told at all: result files don't tell it
 * @param count how many environments were started
 * @param initMillis how long each took, ascending; empty where that can't be told
 */
record ColdStarts(boolean known, long count, List<Double> initMillis) {
  private static final Pattern INIT = Pattern.compile("\tInit Duration: ([0-9.]+) ms");

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
    try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
      lines
          .filter(line -> line.startsWith("REPORT "))
          .map(INIT::matcher)
          .filter(Matcher::find)
          .forEach(matcher -> found.add(Double.valueOf(matcher.group(1))));
    }
  }
}
