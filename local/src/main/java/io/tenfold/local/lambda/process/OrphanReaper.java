package io.tenfold.local.lambda.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A small shell process that outlives the engine by an instant: it is told of every function
 * process, and when the engine ends, however it ends, it kills those that are left with their whole
 * process groups, and then whatever else has the host's mark in its environment (see {@link
 * Stragglers}). When someone kills it, it is started again and told of the living.
 */
public final class OrphanReaper implements AutoCloseable {
  /** What no environment contains: for processes without a mark. */
  private static final String NO_MARK = "";

  // The end of standard input is the one sign of a SIGKILLed engine that always comes. A negative
  // number is a process group; "--" is left out because dash's kill takes none. One grep reads
  // every environment; it is asked again until it finds none, as one may have forked meanwhile.
  private static final String SCRIPT =
      """
      trap '' INT TERM HUP QUIT PIPE
      mark=$1
      pids=
      while read -r line; do
        pid=${line#?}
        case $line in
        +*) pids="$pids $pid" ;;
        -*)
          kill -9 "-$pid" 2>/dev/null
          left=
          for p in $pids; do [ "$p" = "$pid" ] || left="$left $p"; done
          pids=$left
          ;;
        esac
      done
      for p in $pids; do kill -9 "-$p" "$p" 2>/dev/null; done
      round=0
      while [ -n "$mark" ] && [ -d /proc/self ] && [ "$round" -lt 20 ]; do
        round=$((round + 1))
        found=
        for file in $(grep -laF "$mark" /proc/[0-9]*/environ 2>/dev/null); do
          pid=${file#/proc/}
          kill -9 "${pid%/environ}" 2>/dev/null && found=yes
        done
        [ -n "$found" ] || break
      done
      """;

  private final NewSession session;
  private final String mark;
  private final Set<Long> watched = new LinkedHashSet<>();
  private Process shell;
  private OutputStream orders;
  private boolean closed;

  private OrphanReaper(NewSession session, String mark) throws IOException {
    this.session = session;
    this.mark = mark;
    launch();
  }

  /** Starts the helper process, detached from the terminal as {@code session} does it. */
  public static OrphanReaper start(NewSession session) throws IOException {
    return start(session, NO_MARK);
  }

  /** As the other method; what has the mark in its environment is killed at the end, too. */
  public static OrphanReaper start(NewSession session, String mark) throws IOException {
    return new OrphanReaper(session, mark);
  }

  private void launch() throws IOException {
    List<String> command = new ArrayList<>(session.prefix());
    command.addAll(List.of("/bin/sh", "-c", SCRIPT, "sh", mark));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    shell = builder.start();
    NewSession.closeOutputs(shell);
    orders = shell.getOutputStream();
  }

  /** Returns the helper's process id. */
  synchronized long pid() {
    return shell.pid();
  }

  /** Adds a process, the leader of its group, to those that must not outlive the engine. */
  public synchronized void watch(long pid) throws IOException {
    watched.add(pid);
    try {
      order("+" + pid);
    } catch (IOException e) {
      try {
        startAgain();
      } catch (IOException again) {
        watched.remove(pid);
        throw again;
      }
    }
  }

  /** Kills what is left of a process's group and takes it off the list. */
  public synchronized void killGroup(long pid) {
    watched.remove(pid);
    try {
      order("-" + pid);
    } catch (IOException e) {
      try {
        startAgain();
        order("-" + pid);
      } catch (IOException again) {
        // The caller kills each process that it knows of by itself as well.
      }
    }
  }

  /**
   * Starts the helper again if it has been killed; to be called now and then, since nothing else
   * shows it while no process starts or ends.
   *
   * @throws IOException if it cannot be started
   */
  public synchronized void revive() throws IOException {
    if (!closed && !shell.isAlive()) {
      startAgain();
    }
  }

  private void startAgain() throws IOException {
    if (closed) {
      throw new IOException("The helper that prevents orphan processes was closed");
    }
    try {
      orders.close();
    } catch (IOException e) {
      // Its reader is gone.
    }
    shell.destroyForcibly();
    launch();
    for (long pid : watched) {
      order("+" + pid);
    }
  }

  private void order(String line) throws IOException {
    orders.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
    orders.flush();
  }

  /** Ends the helper; it kills whatever is still on its list. */
  @Override
  public synchronized void close() {
    closed = true;
    try {
      orders.close();
    } catch (IOException e) {
      // Nothing was left to write: each order is flushed at once.
    }
  }
}
