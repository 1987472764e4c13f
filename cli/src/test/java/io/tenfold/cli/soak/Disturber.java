package io.tenfold.cli.soak;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Waits for a scenario's moment and disturbs its run then. */
final class Disturber implements AutoCloseable {
  private static final Pattern PLAIN_RECORD =
      Pattern.compile("\\{\"id\":\"[^\"]*\",\"do\":\"[^\"]*\"}");

  private static final long LONGEST_MILLIS = 1_500;

  private final Scenario scenario;
  private final Site site;
  private final Ledger ledger;
  private final Disturbance disturbance;
  private final double moment;
  private final long from;
  private final Thread thread = new Thread(this::disturb, "soak-disturber");
  private volatile Process engine;
  private volatile boolean over;
  private volatile boolean applied;
  private volatile int kills;
  private volatile Exception fault;

  private Disturber(
      Scenario scenario, Site site, Ledger ledger, Disturbance disturbance, double moment) {
    this.scenario = scenario;
    this.site = site;
    this.ledger = ledger;
    this.disturbance = disturbance;
    this.moment = moment;
    this.from = ledger.length();
    thread.setDaemon(true);
  }

  /** Starts to wait for the moment, a share of the records from 0 to 1. */
  static Disturber start(
      Scenario scenario, Site site, Ledger ledger, Disturbance disturbance, double moment) {
    Disturber disturber = new Disturber(scenario, site, ledger, disturbance, moment);
    disturber.thread.start();
    return disturber;
  }

  /** Tells it which process is the engine's, where that has one of its own. */
  void engine(Process process) {
    engine = process;
  }

  /** Returns whether the moment came before the run was over; a limit holds from the start. */
  boolean applied() {
    return applied
        || disturbance == Disturbance.FILE_SIZE
        || disturbance == Disturbance.DESCRIPTORS;
  }

  /** Returns how many of the function's processes it killed. */
  int kills() {
    return kills;
  }

  /** Ends the waiting, and fails if the disturbance did. */
  @Override
  public void close() throws IOException, InterruptedException {
    over = true;
    thread.join();
    if (fault != null) {
      throw new IOException("The disturbance failed", fault);
    }
  }

  private void disturb() {
    try {
      if (await()) {
        applied = true;
        act();
      }
    } catch (IOException | InterruptedException | RuntimeException e) {
      fault = e;
    }
  }

  private boolean await() throws IOException, InterruptedException {
    long begun = System.nanoTime();
    long count = Math.round(moment * scenario.records().size());
    while (!over) {
      boolean due =
          scenario.byTime()
              ? System.nanoTime() - begun >= moment * LONGEST_MILLIS * 1e6
              : ledger.begun(from) >= count;
      if (due && (engine != null || !disturbance.ownProcess())) {
        return true;
      }
      TimeUnit.MILLISECONDS.sleep(5);
    }
    return false;
  }

  private void act() throws IOException, InterruptedException {
    switch (disturbance) {
      case KILL_ENGINE -> engine.destroyForcibly();
      case INTERRUPT -> signal("INT", engine.pid());
      case TERMINATE -> signal("TERM", engine.pid());
      case PAUSE_ENGINE -> {
        signal("STOP", engine.pid());
        TimeUnit.MILLISECONDS.sleep(scenario.timeoutSeconds() * 1000L + 700);
        signal("CONT", engine.pid());
      }
      case KILL_HELPER -> killHelper();
      case EXECUTIONS_UNWRITABLE -> replaceByFile(site.work().resolve("executions"));
      case EXECUTIONS_DELETED -> moveAway(site.work().resolve("executions"));
      case QUEUE_UNWRITABLE -> replaceByFile(queue());
      case LOGS_UNWRITABLE -> replaceByFile(site.work().resolve("lambda").resolve("logs"));
      case RESULTS_DELETED -> moveAway(site.bucket().resolve("results"));
      case INPUT_REPLACED -> replaceInput();
      case INPUT_DAMAGED -> damageInput();
      case KILL_FUNCTIONS -> killFunctions();
      case NONE, FILE_SIZE, DESCRIPTORS -> {}
    }
  }

  private static void signal(String name, long pid) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, "" + pid).start().waitFor();
  }

  private Path queue() {
    return site.work().resolve("sqs").resolve("tenfold-local-failed-runs");
  }

  private void replaceByFile(Path folder) throws IOException {
    Files.createDirectories(folder.getParent());
    moveAway(folder);
    try {
      Files.writeString(folder, "no folder");
    } catch (IOException e) {
      // Somebody made the folder again in between; it is away often enough.
    }
  }

  /** Out of the way at once, so that a moment is a moment. */
  private void moveAway(Path folder) throws IOException {
    if (Files.exists(folder)) {
      Path away = Files.createTempDirectory(site.root(), "away-");
      Files.move(folder, away.resolve("it"), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private void killHelper() throws IOException {
    for (ProcessHandle child : engine.descendants().toList()) {
      Path file = Path.of("/proc", "" + child.pid(), "cmdline");
      try {
        if (Files.readString(file).contains("trap ''")) {
          child.destroyForcibly();
          kills++;
        }
      } catch (IOException e) {
        // It has ended since.
      }
    }
  }

  private void killFunctions() throws IOException, InterruptedException {
    for (int round = 0; round < 3 && !over; round++) {
      List<Long> alive = site.processes();
      for (int i = 0; i < alive.size(); i += 2) {
        kills++;
        signal("KILL", alive.get(i));
      }
      TimeUnit.MILLISECONDS.sleep(60);
    }
  }

  private List<Path> objects() throws IOException {
    Path folder = site.bucket().resolve("input");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  /** Makes a record of the last third one that nobody can read, where a disk would. */
  private void damageInput() throws IOException {
    for (Path object : objects()) {
      try (RandomAccessFile file = new RandomAccessFile(object.toFile(), "rw")) {
        byte[] bytes = new byte[(int) file.length()];
        file.readFully(bytes);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        // A reader that goes on after its fault would take what follows for records.
        Matcher plain = PLAIN_RECORD.matcher(text);
        if (plain.find(bytes.length * 2 / 3)) {
          file.seek(plain.start());
          int length = plain.end() - plain.start();
          String damage = "#" + ",7".repeat((length - 1) / 2) + " ".repeat((length - 1) % 2);
          file.write(damage.getBytes(StandardCharsets.US_ASCII));
        }
      }
    }
  }

  private void replaceInput() throws IOException {
    List<Path> objects = objects();
    if (objects.isEmpty()) {
      // The command has not taken its copy: another file is another batch then, and no fault.
      return;
    }
    Files.writeString(site.input(), "[{\"id\":\"another\",\"do\":\"ok\"}]");
    for (Path key : objects) {
      // As S3 replaces an object: whole, at once.
      Path other = Files.createTempFile(site.root(), "other-", ".json");
      Files.writeString(other, "[{\"id\":\"another\",\"do\":\"ok\"},{\"id\":\"2\",\"do\":\"ok\"}]");
      try {
        Files.move(other, key, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        throw new IOException("The soak's folders must be on one file system", e);
      }
    }
  }
}
