package io.tenfold.bench.reading;

import io.tenfold.bench.Repository;
import io.tenfold.bench.RunConditions;
import io.tenfold.bench.Table;
import io.tenfold.local.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Records per second and memory of the engine's readers, side by side. */
@Command(
    name = "reading",
    description =
        "Measures the readers, JSON, JSON Lines, CSV and gzip, with the same records: each file is"
            + " read twice, as a run does, once to check and count it and once for its records.",
    mixinStandardHelpOptions = true)
public final class ReadingCommand implements Callable<Integer> {
  private static final long MEGABYTE = 1_000_000;

  @Option(names = "--root", description = "The repository; default: around the working directory.")
  private Path root;

  @Option(
      names = "--megabytes",
      defaultValue = "50",
      description = "The size, as JSON, of the file; default: ${DEFAULT-VALUE}.")
  private long megabytes;

  @Option(
      names = "--large-megabytes",
      defaultValue = "1000",
      description =
          "The size, as JSON, of the file that memory is watched with; default: ${DEFAULT-VALUE}.")
  private long largeMegabytes;

  @Option(
      names = "--rounds",
      defaultValue = "5",
      description = "How often each reader is measured; default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--out",
      description = "The JSON file; default: bench/results/reading.json of the repository.")
  private Path out;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Repository repository = Repository.find(root);
    RunConditions conditions = RunConditions.now(repository);
    List<ReaderComparison.Result> results =
        new ReaderComparison(
                ReaderCandidate.all(), megabytes * MEGABYTE, largeMegabytes * MEGABYTE, rounds)
            .run();
    Map<String, Object> json = conditions.json("reading");
    json.put("megabytes", megabytes);
    json.put("largeMegabytes", largeMegabytes);
    json.put("rounds", rounds);
    List<Object> readers = new ArrayList<>();
    results.forEach(result -> readers.add(json(result)));
    json.put("readers", readers);
    Path file = out != null ? out : repository.file("bench/results/reading.json");
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, Json.writePretty(json));
    System.out.printf("%s%n%s", conditions.text(), table(results));
    return 0;
  }

  private static Map<String, Object> json(ReaderComparison.Result result) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", result.name());
    json.put("recordsPerSecond", result.recordsPerSecond());
    json.put("megabytesPerSecond", result.megabytesPerSecond());
    json.put("overJson", result.overJson());
    json.put("heapLeftBytes", result.heapLeft());
    json.put("heapLeftLargeBytes", result.heapLeftLarge());
    return json;
  }

  private Table table(List<ReaderComparison.Result> results) {
    Table table =
        new Table(
            "reader",
            "records/s",
            "MB/s of the file",
            "records/s ÷ JSON's",
            "heap left, MiB",
            "heap left at %,d MB, MiB".formatted(largeMegabytes));
    for (ReaderComparison.Result result : results) {
      table.row(
          result.name(),
          "%,.0f".formatted(result.recordsPerSecond()),
          "%.1f".formatted(result.megabytesPerSecond()),
          "%.2f ×".formatted(result.overJson()),
          mebibytes(result.heapLeft()),
          mebibytes(result.heapLeftLarge()));
    }
    return table;
  }

  private static String mebibytes(long bytes) {
    return "%.1f".formatted(bytes / (1024.0 * 1024));
  }
}
