package io.tenfold.bench.coldstart;

import io.tenfold.bench.ProcFile;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/** The files that are mapped into a process, from its {@code /proc/PID/maps}. */
record MappedFiles(Set<Path> files) {
  private static final int FIELDS = 6;

  /** Reads those of a process. */
  static MappedFiles of(long pid) {
    return of(Long.toString(pid));
  }

  /** Reads those of this process. */
  static MappedFiles ofThisProcess() {
    return of("self");
  }

  private static MappedFiles of(String process) {
    return parse(ProcFile.read(Path.of("/proc", process, "maps")).text());
  }

  /** Takes the file's content; deleted files and what is no file are left out. */
  static MappedFiles parse(String maps) {
    Set<Path> files = new LinkedHashSet<>();
    for (String line : maps.lines().toList()) {
      // Address, permissions, offset, device, inode, and then the path, which may hold spaces.
      String[] fields = line.split(" +", FIELDS);
      if (fields.length == FIELDS
          && fields[FIELDS - 1].startsWith("/")
          && !fields[FIELDS - 1].endsWith(" (deleted)")) {
        files.add(Path.of(fields[FIELDS - 1]));
      }
    }
    return new MappedFiles(files);
  }

  /** Returns the files that are not among the other's. */
  Set<Path> without(MappedFiles other) {
    Set<Path> rest = new LinkedHashSet<>(files);
    rest.removeAll(other.files);
    return rest;
  }
}
