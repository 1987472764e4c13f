package io.tenfold.local.aws.moto;

import io.tenfold.local.lambda.process.NewSession;
import io.tenfold.local.lambda.process.OrphanReaper;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A moto server in a process of its own, on a port of 127.0.0.1, which does not outlive this one.
 *
 * @see <a href="https://docs.getmoto.org/en/latest/docs/server_mode.html">moto, server mode</a>
 */
public final class MotoServer implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final int ATTEMPTS = 3;

  private final Process process;
  private final OrphanReaper reaper;
  private final int port;
  private volatile boolean closing;

  private MotoServer(Process process, OrphanReaper reaper, int port) {
    this.process = process;
    this.reaper = reaper;
    this.port = port;
  }

  /**
   * Calls back, with a sentence for people, once the server has ended without having been closed.
   * What it held is lost: it is not started again, as clients would find other buckets than theirs.
   */
  public void onUnexpectedEnd(Consumer<String> action) {
    process
        .onExit()
        .whenComplete(
            (ended, failure) -> {
              if (!closing) {
                action.accept(
                    "moto has ended (exit status "
                        + process.exitValue()
                        + "), and with it all that the endpoint held; its log is moto.log. End the"
                        + " endpoint and start it again.");
              }
            });
  }

  /**
   * Starts a server and returns once it answers.
   *
   * @param program the {@code moto_server} program
   * @param account twelve digits, which the server's ARNs name
   * @param folder where it writes {@code moto.log}
   * @throws IOException if it does not start; the message has the end of its log
   */
  public static MotoServer start(Path program, String account, Path folder)
      throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      MotoServer server = launch(program, account, folder);
      if (server.awaitReady()) {
        return server;
      }
      server.close();
      // Someone else may have taken the port meanwhile.
      if (attempt == ATTEMPTS || !logOf(folder).contains("Address already in use")) {
        throw new IOException(
            program
                + " does not start; "
                + folder.resolve("moto.log")
                + " ends with:\n"
                + logOf(folder));
      }
    }
  }

  private static MotoServer launch(Path program, String account, Path folder) throws IOException {
    NewSession session = NewSession.ofThisMachine();
    OrphanReaper reaper = OrphanReaper.start(session);
    int port = freePort();
    // A session of its own: Ctrl-C must reach it only after the executions' results are written.
    List<String> command = new ArrayList<>(session.prefix());
    command.addAll(
        List.of(program.toString(), "--host", "127.0.0.1", "--port", Integer.toString(port)));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("moto.log").toFile());
    builder.environment().put("MOTO_ACCOUNT_ID", account);
    builder.environment().put("MOTO_DISABLE_GLOBAL_CORS", "true");
    try {
      Process process = builder.start();
      reaper.watch(process.pid());
      return new MotoServer(process, reaper, port);
    } catch (IOException e) {
      reaper.close();
      throw e;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private boolean awaitReady() throws InterruptedException {
    long end = System.nanoTime() + START_LIMIT.toNanos();
    while (System.nanoTime() < end && process.isAlive()) {
      if (answers()) {
        return true;
      }
      process.waitFor(100, TimeUnit.MILLISECONDS);
    }
    return false;
  }

  private boolean answers() {
    try {
      HttpURLConnection connection =
          (HttpURLConnection)
              URI.create("http://127.0.0.1:" + port + "/moto-api/")
                  .toURL()
                  .openConnection(java.net.Proxy.NO_PROXY);
      connection.setConnectTimeout(1_000);
      connection.setReadTimeout(10_000);
      boolean ok = connection.getResponseCode() == 200;
      connection.disconnect();
      return ok && process.isAlive();
    } catch (IOException e) {
      return false;
    }
  }

  private static String logOf(Path folder) {
    try {
      List<String> lines = Files.readAllLines(folder.resolve("moto.log"));
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
    } catch (IOException e) {
      return "(there is no log: " + e.getMessage() + ")";
    }
  }

  /** Returns the port of 127.0.0.1 where the server is. */
  public int port() {
    return port;
  }

  /** Returns the server's process id. */
  public long pid() {
    return process.pid();
  }

  /** Ends the server, at once if it does not end by itself within two seconds. */
  @Override
  public void close() {
    closing = true;
    process.destroy();
    try {
      process.waitFor(2, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    reaper.killGroup(process.pid());
    process.destroyForcibly();
    reaper.close();
  }
}
