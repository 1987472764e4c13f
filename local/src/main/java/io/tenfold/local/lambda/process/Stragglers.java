package io.tenfold.local.lambda.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Ends descendants of a function that left its process group ({@code setsid}, a daemon), when the
 * function's process has ended. On Lambda they end with the execution environment.
 *
 * <p>Every descendant inherits the environment, and with it {@code AWS_LAMBDA_LOG_STREAM_NAME},
 * whose last 32 digits are one environment's of one host. Linux shows it in {@code
 * /proc/PID/environ}, to the same user and without privileges. A process that has cleared or
 * overwritten its environment is still known when it was once seen as a descendant, for which the
 * host looks every second.
 *
 * <p>What escapes: a process that did both within the second before it lost its ancestors, one that
 * runs as another user, and, after a SIGKILL of the engine, one that cleared its environment. A
 * cgroup would leave no way out, but to make one takes privileges that a developer's account lacks.
 */
public final class Stragglers {
  private static final String VARIABLE = "AWS_LAMBDA_LOG_STREAM_NAME=";
  private static final int MOST_ROUNDS = 20;

  private final Path proc;
  private final String token;
  private final Map<String, Map<Long, Long>> escaped = new HashMap<>();
  private final Set<String> ended = new HashSet<>();

  /** Takes the process file system's folder, and what the ids of the host's streams begin with. */
  public Stragglers(Path proc, String token) {
    this.proc = proc;
    this.token = token;
  }

  /** Takes note of the descendants of an environment's process that have left its group. */
  public synchronized void note(String streamId, long pid, ProcessTable table) {
    Map<Long, Long> known = escaped.getOrDefault(streamId, Map.of());
    List<Long> ancestors = new ArrayList<>(alive(known, table));
    ancestors.add(pid);
    Map<Long, Long> now = new HashMap<>();
    known.forEach(
        (old, started) -> {
          if (ancestors.contains(old)) {
            now.put(old, started);
          }
        });
    for (ProcessTable.Row row : table.descendants(ancestors)) {
      if (row.group() != pid) {
        now.put(row.pid(), row.started());
      }
    }
    if (now.isEmpty()) {
      escaped.remove(streamId);
    } else {
      escaped.put(streamId, now);
    }
  }

  private static List<Long> alive(Map<Long, Long> known, ProcessTable table) {
    List<Long> alive = new ArrayList<>();
    known.forEach(
        (pid, started) -> {
          ProcessTable.Row row = table.byPid().get(pid);
          if (row != null && row.started() == started) {
            alive.add(pid);
          }
        });
    return alive;
  }

  /** Says that an environment's process has ended; {@link #killEnded} does the rest. */
  public synchronized void ended(String streamId) {
    ended.add(streamId);
  }

  /** Kills what the environments that have ended left behind; costs nothing when none has. */
  public synchronized void killEnded() {
    if (!ended.isEmpty()) {
      killWhile(ended);
      ended.clear();
    }
  }

  /** Kills every process of the host's functions that is left. */
  public synchronized void killAll() {
    ended.clear();
    killWhile(null);
  }

  // Of these streams; of all when null. Again until none is left: one may have forked meanwhile.
  private void killWhile(Set<String> streamIds) {
    killEscaped(streamIds);
    for (int round = 0; round < MOST_ROUNDS; round++) {
      boolean found = false;
      for (Path process : ProcessTable.processes(proc)) {
        Optional<String> id = streamId(process);
        if (id.isPresent() && (streamIds == null || streamIds.contains(id.get()))) {
          found |= kill(Long.parseLong(process.getFileName().toString()));
        }
      }
      if (!found) {
        return;
      }
    }
  }

  private void killEscaped(Set<String> streamIds) {
    if (escaped.isEmpty()) {
      return;
    }
    ProcessTable table = ProcessTable.read(proc);
    for (String id : List.copyOf(escaped.keySet())) {
      if (streamIds == null || streamIds.contains(id)) {
        List<Long> alive = alive(escaped.remove(id), table);
        table.descendants(alive).forEach(row -> kill(row.pid()));
        alive.forEach(Stragglers::kill);
      }
    }
  }

  private static boolean kill(long pid) {
    return pid != ProcessHandle.current().pid()
        && ProcessHandle.of(pid).map(ProcessHandle::destroyForcibly).orElse(false);
  }

  private Optional<String> streamId(Path process) {
    try {
      String environment =
          new String(Files.readAllBytes(process.resolve("environ")), StandardCharsets.ISO_8859_1);
      int at = environment.indexOf(VARIABLE);
      if (at < 0) {
        return Optional.empty();
      }
      int end = environment.indexOf('\0', at);
      String name = environment.substring(at, end < 0 ? environment.length() : end);
      String id = name.substring(Math.max(0, name.length() - LogStream.ID_DIGITS));
      return id.startsWith(token) ? Optional.of(id) : Optional.empty();
    } catch (IOException | RuntimeException e) {
      return Optional.empty(); // ended, or another user's
    }
  }
}
