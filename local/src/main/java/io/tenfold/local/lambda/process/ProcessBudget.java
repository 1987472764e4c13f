package io.tenfold.local.lambda.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reckons before each start whether this machine still has the descriptors and processes for
 * another one, so that no start is attempted that would fail for want of them: such a start takes
 * the last ones away from the run's own files, and leaves half-made processes behind; in Java 17 it
 * can even close files that are not its own.
 *
 * <p>It reads Linux's {@code /proc} and the limit of the control group; elsewhere it refuses
 * nothing.
 */
public final class ProcessBudget {
  /** The Runtime API's port and selector (3), the log, and two connections. */
  static final int DESCRIPTORS_PER_ENVIRONMENT = 6;

  /** What Java's process start opens for a moment: five pipes. */
  static final int DESCRIPTORS_WHILE_STARTING = 10;

  /** For the input, results and progress of the run, of which the most are open by then. */
  static final int RESERVED_DESCRIPTORS = 32;

  /** A native program's own threads, and the two with which the engine waits for it. */
  static final int TASKS_OF_NATIVE = 6;

  /** As many as a small Java virtual machine has threads. */
  static final int TASKS_OF_JVM = 24;

  /** For the threads of the run itself. */
  static final int RESERVED_TASKS = 12;

  /** What is left to the run at the very least. */
  static final int LEAST_RESERVED = 4;

  /** How much is to be left for the run itself. */
  public enum Reserve {
    /** As much as it may come to need. */
    WHOLE,
    /** As little as lets it try whether one process can run at all. */
    LEAST
  }

  private static final long CAP_SYS_ADMIN = 1L << 21;
  private static final long CAP_SYS_RESOURCE = 1L << 24;

  private final Path proc;
  private final Path cgroups;

  /** Takes the folders of the process file system and of the control groups. */
  public ProcessBudget(Path proc, Path cgroups) {
    this.proc = proc;
    this.cgroups = cgroups;
  }

  /** Returns the budget of this machine. */
  public static ProcessBudget ofThisMachine() {
    return new ProcessBudget(Path.of("/proc"), Path.of("/sys/fs/cgroup"));
  }

  /**
   * Returns why no further environment can be started, or empty when one can.
   *
   * @param tasks how many processes and threads one takes
   * @param starting environments that have not yet opened all that they will
   */
  public Optional<String> shortage(int tasks, int starting, Reserve reserve) {
    if (!Files.isReadable(proc.resolve("self/limits"))) {
      return Optional.empty();
    }
    try {
      List<String> limits = lines(proc.resolve("self/limits"));
      Optional<String> descriptors = descriptors(limits, starting, reserve);
      return descriptors.isPresent() ? descriptors : tasks(limits, tasks, starting, reserve);
    } catch (IOException e) {
      return Optional.of("/proc cannot be read (" + e.getMessage() + ")");
    }
  }

  private Optional<String> descriptors(List<String> limits, int starting, Reserve reserve)
      throws IOException {
    OptionalLong limit = limit(limits, "Max open files");
    if (limit.isEmpty()) {
      return Optional.empty();
    }
    int each = DESCRIPTORS_PER_ENVIRONMENT + DESCRIPTORS_WHILE_STARTING;
    long needed =
        (long) each * (starting + 1)
            + (reserve == Reserve.LEAST ? LEAST_RESERVED : RESERVED_DESCRIPTORS);
    long open = count(proc.resolve("self/fd"));
    return open + needed <= limit.getAsLong()
        ? Optional.empty()
        : Optional.of(
            open
                + " of "
                + limit.getAsLong()
                + " files are open (ulimit -n), and a process takes "
                + each
                + " besides what the run itself needs");
  }

  private Optional<String> tasks(List<String> limits, int tasks, int starting, Reserve reserve)
      throws IOException {
    long needed = (long) tasks * (starting + 1) + RESERVED_TASKS;
    if (reserve == Reserve.LEAST) {
      needed = LEAST_RESERVED; // what the program itself needs is not known: it is to be tried
    }
    OptionalLong limit = limit(limits, "Max processes");
    List<String> self = lines(proc.resolve("self/status"));
    if (limit.isPresent() && isLimited(self)) {
      // All of the machine's, which costs one file; this user's only where those are too many.
      long running = allTasks() + needed <= limit.getAsLong() ? 0 : tasksOf(field(self, "Uid:"));
      if (running + needed > limit.getAsLong()) {
        return Optional.of(
            running
                + " of "
                + limit.getAsLong()
                + " processes and threads are running (ulimit -u), and a process takes about "
                + tasks);
      }
    }
    return controlGroup(tasks, needed);
  }

  /** The limit of a container or of a systemd unit, and of the groups above. */
  private Optional<String> controlGroup(int tasks, long needed) {
    for (Path folder : controlGroups()) {
      try {
        String most = lines(folder.resolve("pids.max")).get(0).strip();
        long running = Long.parseLong(lines(folder.resolve("pids.current")).get(0).strip());
        if (!most.equals("max") && running + needed > Long.parseLong(most)) {
          return Optional.of(
              running
                  + " of "
                  + most
                  + " processes and threads of the control group are running ("
                  + folder
                  + "/pids.max), and a process takes about "
                  + tasks);
        }
      } catch (IOException | RuntimeException e) {
        continue; // a group without that controller
      }
    }
    return Optional.empty();
  }

  private List<Path> controlGroups() {
    List<Path> folders = new ArrayList<>();
    List<String> memberships;
    try {
      memberships = lines(proc.resolve("self/cgroup"));
    } catch (IOException e) {
      return folders;
    }
    for (String membership : memberships) {
      // "0::/path" of version 2, "N:controllers:/path" of version 1.
      String[] parts = membership.split(":", 3);
      boolean pids = parts.length == 3 && List.of(parts[1].split(",")).contains("pids");
      if (parts.length == 3 && (pids || parts[1].isEmpty())) {
        Path root = pids ? cgroups.resolve("pids") : cgroups;
        Path folder = root.resolve(parts[2].replaceFirst("^/+", "")).normalize();
        for (; folder != null && folder.startsWith(root); folder = folder.getParent()) {
          folders.add(folder);
        }
      }
    }
    return folders;
  }

  /** The kernel limits neither root nor who may raise the limit. */
  private static boolean isLimited(List<String> self) {
    long capabilities = Long.parseUnsignedLong(field(self, "CapEff:"), 16);
    return !field(self, "Uid:").equals("0")
        && (capabilities & (CAP_SYS_ADMIN | CAP_SYS_RESOURCE)) == 0;
  }

  private long allTasks() throws IOException {
    // "0.00 0.07 0.06 2/210 1234": 210 there are.
    String tasks = lines(proc.resolve("loadavg")).get(0).split(" ")[3];
    return Long.parseLong(tasks.substring(tasks.indexOf('/') + 1));
  }

  private long tasksOf(String user) {
    long tasks = 0;
    for (Path process : ProcessTable.processes(proc)) {
      try {
        List<String> status = lines(process.resolve("status"));
        if (field(status, "Uid:").equals(user)) {
          tasks += Long.parseLong(field(status, "Threads:"));
        }
      } catch (IOException | RuntimeException e) {
        continue; // it has ended
      }
    }
    return tasks;
  }

  private static String field(List<String> lines, String name) {
    for (String line : lines) {
      if (line.startsWith(name)) {
        return line.substring(name.length()).strip().split("\\s+")[0];
      }
    }
    return "0";
  }

  // The soft limit, which is the one that holds; empty where it is unlimited.
  private static OptionalLong limit(List<String> limits, String name) {
    String soft = field(limits, name);
    return soft.matches("\\d+") && !soft.equals("0")
        ? OptionalLong.of(Long.parseLong(soft))
        : OptionalLong.empty();
  }

  private static long count(Path folder) throws IOException {
    String[] names = folder.toFile().list();
    if (names == null) {
      throw new IOException(folder + " cannot be listed");
    }
    return names.length;
  }

  // Not Files.readAllLines: files of /proc say that their size is 0.
  private static List<String> lines(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).lines().toList();
  }
}
