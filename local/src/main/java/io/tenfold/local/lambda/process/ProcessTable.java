package io.tenfold.local.lambda.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Every process of the machine at one moment, from Linux's {@code /proc}; elsewhere empty.
 *
 * @param byPid the processes by their numbers
 * @param byParent their children by the parents' numbers
 */
public record ProcessTable(Map<Long, Row> byPid, Map<Long, List<Row>> byParent) {
  /** A table without processes. */
  public static final ProcessTable EMPTY = new ProcessTable(Map.of(), Map.of());

  /**
   * A process.
   *
   * @param started in the kernel's ticks since it was booted: with the number, it names a process
   *     for good
   */
  record Row(long pid, long parent, long group, long started) {}

  /** Reads the table below the process file system's folder, {@code /proc}. */
  public static ProcessTable read(Path proc) {
    Map<Long, Row> byPid = new HashMap<>();
    Map<Long, List<Row>> byParent = new HashMap<>();
    for (Path process : processes(proc)) {
      row(process)
          .ifPresent(
              row -> {
                byPid.put(row.pid(), row);
                byParent.computeIfAbsent(row.parent(), parent -> new ArrayList<>()).add(row);
              });
    }
    return new ProcessTable(byPid, byParent);
  }

  /** Returns the folders of all processes. */
  static List<Path> processes(Path proc) {
    List<Path> folders = new ArrayList<>();
    if (Files.isDirectory(proc)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(proc, "[0-9]*")) {
        entries.forEach(folders::add);
      } catch (IOException | DirectoryIteratorException e) {
        return folders;
      }
    }
    return folders;
  }

  /** Reads one process; empty when it has ended. */
  static Optional<Row> row(Path process) {
    try {
      // "pid (name) state ppid pgrp …", where the name may hold spaces and parentheses; the start
      // is the 22nd field.
      String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return Optional.of(
          new Row(
              Long.parseLong(process.getFileName().toString()),
              Long.parseLong(fields[1]),
              Long.parseLong(fields[2]),
              Long.parseLong(fields[19])));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /** Returns the descendants of some processes, without those themselves. */
  List<Row> descendants(Collection<Long> ancestors) {
    Set<Long> seen = new HashSet<>(ancestors);
    List<Row> descendants = new ArrayList<>();
    Deque<Long> parents = new ArrayDeque<>(seen);
    while (!parents.isEmpty()) {
      for (Row child : byParent.getOrDefault(parents.poll(), List.of())) {
        if (seen.add(child.pid())) {
          descendants.add(child);
          parents.add(child.pid());
        }
      }
    }
    return descendants;
  }
}
