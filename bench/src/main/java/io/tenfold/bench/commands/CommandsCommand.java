package io.tenfold.bench.commands;

import io.tenfold.bench.BenchFailure;
import io.tenfold.bench.ProcFile;
import io.tenfold.bench.Repository;
import io.tenfold.bench.RunConditions;
import io.tenfold.bench.Table;
import io.tenfold.bench.throughput.EchoFunction;
import io.tenfold.local.folder.TemporaryFolder;
import io.tenfold.local.json.Json;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Processor time and memory of the commands that read a large run. */
@Command(
    name = "commands",
    description =
        "Runs a large batch of sample orders, every tenth of which the function refuses, and"
            + " measures the commands that read its results, each in a process of its own.",
    mixinStandardHelpOptions = true)
public final class CommandsCommand implements Callable<Integer> {
  private static final List<List<String>> COMMANDS =
      List.of(
          List.of("failures", "last", "--group"),
          List.of("watch", "last"),
          List.of("report", "last", "-o", "report.html"),
          List.of("results", "last", "-o", "results.jsonl"));

  /** Which of ten records the function refuses. */
  private static final int REFUSED = 3;

  @Option(names = "--root", description = "The repository; default: around the working directory.")
  private Path root;

  @Option(
      names = "--records",
      defaultValue = "1000000",
      description = "How many records; default: ${DEFAULT-VALUE}.")
  private int records;

  @Option(
      names = "--out",
      description = "The JSON file; default: bench/results/commands.json of the repository.")
  private Path out;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Repository repository = Repository.find(root);
    RunConditions conditions = RunConditions.now(repository);
    List<MeasuredProcess> measured = new ArrayList<>();
    Path target = Files.createDirectories(repository.file("bench/target"));
    try (TemporaryFolder folder = TemporaryFolder.in(target)) {
      Path work = folder.path();
      String tenfold = repository.file("tenfold").toString();
      Path file = work.resolve("orders.json");
      write(file, samples(repository));
      Path function = EchoFunction.refusing(work);
      MeasuredProcess.of(
          work,
          List.of(
              tenfold,
              "run",
              "--folder",
              "batch",
              "--function",
              function.toString(),
              "orders.json"));
      for (List<String> words : COMMANDS) {
        List<String> command = new ArrayList<>(List.of(tenfold));
        command.addAll(words);
        command.addAll(List.of("--local", "--folder", "batch"));
        measured.add(MeasuredProcess.of(work, command));
      }
    }
    Path to = out != null ? out : repository.file("bench/results/commands.json");
    Files.createDirectories(to.toAbsolutePath().getParent());
    Files.write(to, Json.writePretty(json(conditions, measured)));
    System.out.printf(
        "%sRecords: %,d, of which %,d failed%n%n%s",
        conditions.text(), records, records / 10, table(measured));
    return 0;
  }

  private List<Object> samples(Repository repository) throws IOException {
    Object samples = Json.parse(Files.readAllBytes(repository.file("samples/orders.json")));
    List<Object> orders = new ArrayList<>();
    for (Object order : (List<?>) samples) {
      if (order instanceof Map<?, ?> object
          && object.get("lines") instanceof List<?> lines
          && !lines.isEmpty()) {
        orders.add(order);
      }
    }
    return orders;
  }

  private void write(Path file, List<Object> orders) throws IOException {
    List<String> accepted = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (Object order : orders) {
      accepted.add(Json.write(withQuantity(order, 2)));
      refused.add(Json.write(withQuantity(order, 0)));
    }
    try (BufferedWriter writer = Files.newBufferedWriter(file)) {
      for (int i = 0; i < records; i++) {
        writer.write(i == 0 ? "[\n" : ",\n");
        writer.write((i % 10 == REFUSED ? refused : accepted).get(i % orders.size()));
      }
      writer.write("\n]\n");
    }
  }

  /** Returns an order all lines of which have that quantity. */
  private static Map<String, Object> withQuantity(Object order, int quantity) {
    Map<String, Object> changed = new LinkedHashMap<>();
    ((Map<?, ?>) order).forEach((name, value) -> changed.put((String) name, value));
    List<Object> lines = new ArrayList<>();
    for (Object line : (List<?>) changed.get("lines")) {
      Map<String, Object> copy = new LinkedHashMap<>();
      if (line instanceof Map<?, ?> fields) {
        fields.forEach((name, value) -> copy.put((String) name, value));
      }
      copy.put("quantity", quantity);
      // Behind it another field, as the function looks for it.
      copy.put("unit", "piece");
      lines.add(copy);
    }
    changed.put("lines", lines);
    return changed;
  }

  private Map<String, Object> json(RunConditions conditions, List<MeasuredProcess> measured) {
    Map<String, Object> json = conditions.json("commands");
    json.put("records", records);
    List<Object> commands = new ArrayList<>();
    for (int i = 0; i < measured.size(); i++) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("command", String.join(" ", COMMANDS.get(i)));
      row.put("cpuSeconds", measured.get(i).cpuSeconds());
      row.put("seconds", measured.get(i).seconds());
      row.put("residentPeakBytes", measured.get(i).residentPeak());
      commands.add(row);
    }
    json.put("commands", commands);
    return json;
  }

  private static Table table(List<MeasuredProcess> measured) {
    Table table = new Table("command", "CPU s", "s", "RSS MB (most)");
    for (int i = 0; i < measured.size(); i++) {
      MeasuredProcess process = measured.get(i);
      table.row(
          String.join(" ", COMMANDS.get(i)),
          "%.1f".formatted(process.cpuSeconds()),
          "%.1f".formatted(process.seconds()),
          "%.0f".formatted(process.residentPeak() / 1e6));
    }
    return table;
  }

  /** A process that has ended with 0. */
  private record MeasuredProcess(double cpuSeconds, double seconds, long residentPeak) {
    /** Between two looks: what it did after the last one is not counted. */
    private static final long LOOK_MILLIS = 5;

    static MeasuredProcess of(Path folder, List<String> command)
        throws IOException, InterruptedException {
      long start = System.nanoTime();
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectOutput(folder.resolve("out.txt").toFile())
              .redirectError(folder.resolve("err.txt").toFile())
              .start();
      long cpuNanos = 0;
      long peak = 0;
      while (process.isAlive()) {
        cpuNanos =
            Math.max(cpuNanos, process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L));
        peak =
            Math.max(
                peak, ProcFile.read(Path.of("/proc/" + process.pid() + "/status")).bytes("VmHWM"));
        Thread.sleep(LOOK_MILLIS);
      }
      if (process.waitFor() != 0) {
        throw new BenchFailure(
            String.join(" ", command)
                + " ended with "
                + process.exitValue()
                + ": "
                + Files.readString(folder.resolve("err.txt")));
      }
      return new MeasuredProcess(cpuNanos / 1e9, (System.nanoTime() - start) / 1e9, peak);
    }
  }
}
