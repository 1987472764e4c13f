package io.tenfold.local.lambda;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A small shell process that outlives the engine by an instant: it is told of every function
 * process, and when the engine ends, however it ends, it kills those that are left with their whole
 * process groups.
 */
public final class OrphanReaper implements AutoCloseable {
  // The end of standard input is the one sign of a SIGKILLed engine that always comes. A negative
  // number is a process group; "--" is left out because dash's kill takes none.
  private static final String SCRIPT =
      """
      trap '' INT TERM HUP QUIT PIPE
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
      """;

  private final Process shell;
  private final OutputStream orders;

  private OrphanReaper(Process shell) {
    this.shell = shell;
    this.orders = shell.getOutputStream();
  }

  /** Starts the helper process, detached from the terminal as {@code session} does it. */
  public static OrphanReaper start(NewSession session) throws IOException {
    List<String> command = new ArrayList<>(session.prefix());
    command.addAll(List.of("/bin/sh", "-c", SCRIPT));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    return new OrphanReaper(builder.start());
  }

  /** Returns the helper's process id. */
  long pid() {
    return shell.pid();
  }

  /** Adds a process, the leader of its group, to those that must not outlive the engine. */
  public void watch(long pid) throws IOException {
    order("+" + pid);
  }

  /** Kills what is left of a process's group and takes it off the list. */
  public void killGroup(long pid) {
    try {
      order("-" + pid);
    } catch (IOException e) {
      // The helper is gone (killed by someone); the caller kills each process by itself as well.
    }
  }

  private synchronized void order(String line) throws IOException {
    orders.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
    orders.flush();
  }

  /** Ends the helper; it kills whatever is still on its list. */
  @Override
  public synchronized void close() {
    try {
      orders.close();
    } catch (IOException e) {
      // Nothing was left to write: each order is flushed at once.
    }
  }
}
