package io.tenfold.cli.soak;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Many scenarios of one seed, a few at a time. */
final class Soak {
  private final Path folder;
  private final String workflow;
  private final PrintStream out;
  private final int atOnce;

  /**
   * Runs scenarios in this process and ends it with 1 if something was wrong: the arguments are a
   * folder, the workflow's file, the seed, the numbers, and how many at once.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Soak soak =
        new Soak(
            Path.of(arguments[0]),
            Path.of(arguments[1]),
            System.out,
            Integer.parseInt(arguments[4]));
    List<Integer> numbers = Arrays.stream(arguments[3].split(",")).map(Integer::valueOf).toList();
    List<Verdict> wrong = soak.run(Long.parseLong(arguments[2]), numbers);
    System.exit(wrong.isEmpty() ? 0 : 1);
  }

  /** Takes the folder for the scenarios' own, the workflow's file, and who is told. */
  Soak(Path folder, Path workflow, PrintStream out, int atOnce) throws IOException {
    this.folder = Files.createDirectories(folder).toRealPath();
    this.workflow = Files.readString(workflow, StandardCharsets.UTF_8);
    this.out = out;
    this.atOnce = atOnce;
  }

  /** Runs the scenarios of these numbers and returns the verdicts on those that went wrong. */
  List<Verdict> run(long seed, List<Integer> numbers) throws InterruptedException {
    List<Verdict> verdicts = Collections.synchronizedList(new ArrayList<>());
    Queue<Integer> left = new ConcurrentLinkedQueue<>(numbers);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < atOnce; i++) {
      Thread thread =
          new Thread(
              () -> {
                for (Integer n = left.poll(); n != null; n = left.poll()) {
                  verdicts.add(one(Scenario.of(seed, n)));
                }
              },
              "soak-" + i);
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    report(verdicts);
    return verdicts.stream().filter(verdict -> !verdict.faults().isEmpty()).toList();
  }

  private Verdict one(Scenario scenario) {
    Verdict verdict;
    try {
      verdict = Trial.of(scenario, folder, workflow);
    } catch (IOException | InterruptedException | RuntimeException e) {
      verdict =
          new Verdict(scenario, 0, Map.of(), List.of("harness: the scenario failed: " + e), null);
    }
    if (!verdict.faults().isEmpty()) {
      StringBuilder text = new StringBuilder();
      text.append(String.format("%n%s   %s%n", scenario.command(), scenario));
      verdict.faults().forEach(fault -> text.append("    ").append(shown(fault)).append('\n'));
      text.append("    kept: ").append(verdict.kept()).append('\n');
      out.print(text);
      out.flush();
    }
    return verdict;
  }

  private static String shown(String fault) {
    StringBuilder text = new StringBuilder();
    fault
        .codePoints()
        .limit(600)
        .forEach(
            c -> {
              if (c < 0x20 && c != '\n' || c >= 0x7F && c < 0xA0) {
                text.append(String.format("\\u%04x", c));
              } else {
                text.appendCodePoint(c);
              }
            });
    return text.toString();
  }

  private void report(List<Verdict> verdicts) {
    Map<Disturbance, Integer> disturbances = new EnumMap<>(Disturbance.class);
    Map<String, Integer> batches = new TreeMap<>();
    long records = 0;
    long wrong = 0;
    for (Verdict verdict : verdicts) {
      records += verdict.records();
      wrong += verdict.faults().isEmpty() ? 0 : 1;
      batches.merge(sizeOf(verdict.scenario()), 1, Integer::sum);
      verdict.disturbances().forEach((what, n) -> disturbances.merge(what, n, Integer::sum));
    }
    out.printf("%n%,d scenarios, %,d records, %,d with faults%n", verdicts.size(), records, wrong);
    disturbances.forEach((what, n) -> out.printf("  %-22s %,6d commands%n", what, n));
    batches.forEach((size, n) -> out.printf("  %-22s %,6d scenarios%n", size, n));
    out.flush();
  }

  private static String sizeOf(Scenario scenario) {
    int size = scenario.batchSize();
    boolean drawn = size > 1 && size <= 30 && size != 7;
    return drawn ? "2 to 30 a batch" : size + " a batch";
  }
}
