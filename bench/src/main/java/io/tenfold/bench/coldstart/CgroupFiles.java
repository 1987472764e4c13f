package io.tenfold.bench.coldstart;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Where control groups are, from {@code /proc/self/mountinfo} and {@code /proc/self/cgroup}. */
final class CgroupFiles {
  private CgroupFiles() {}

  /**
   * Returns where the CPU controller is mounted.
   *
   * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html">
   *     proc_pid_mountinfo(5)</a>
   */
  static Optional<Path> mount(String mountinfo, CpuGroup.Version version) {
    return mountinfo
        .lines()
        .filter(line -> isMount(line.split(" - ", 2), version))
        .map(line -> Path.of(line.split(" ")[4]))
        .findFirst();
  }

  private static boolean isMount(String[] halves, CpuGroup.Version version) {
    if (halves.length < 2) {
      return false;
    }
    String[] type = halves[1].split(" ");
    return switch (version) {
      case V1 -> type[0].equals("cgroup") && type.length > 2 && names(type[2]).contains("cpu");
      case V2 -> type[0].equals("cgroup2");
    };
  }

  /** Returns this process's group, with its leading slash. */
  static Optional<String> membership(String cgroup, CpuGroup.Version version) {
    return cgroup
        .lines()
        .map(line -> line.split(":", 3))
        .filter(fields -> fields.length == 3 && isOf(fields, version))
        .map(fields -> fields[2])
        .findFirst();
  }

  private static boolean isOf(String[] fields, CpuGroup.Version version) {
    return switch (version) {
      case V1 -> names(fields[1]).contains("cpu");
      case V2 -> fields[0].equals("0") && fields[1].isEmpty();
    };
  }

  private static List<String> names(String commaSeparated) {
    return Arrays.asList(commaSeparated.split(","));
  }
}
