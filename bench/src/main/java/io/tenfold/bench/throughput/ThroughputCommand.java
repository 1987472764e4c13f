package io.tenfold.bench.throughput;

import io.tenfold.bench.BenchFailure;
import io.tenfold.bench.Machine;
import io.tenfold.bench.Repository;
import io.tenfold.local.folder.TemporaryFolder;
import io.tenfold.local.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Records per second and memory of the engine, its Lambda host, the function, and moto. */
@Command(
    name = "throughput",
    description =
        "Measures records per second and memory: the engine alone, its Lambda host, the function's"
            + " packages, and moto.",
    mixinStandardHelpOptions = true)
public final class ThroughputCommand implements Callable<Integer> {

  private static final int BATCH_SIZE = 100;

  /** What can be measured. */
  enum Part {
    ENGINE,
    HOST,
    FUNCTION,
    MOTO
  }

  @Option(names = "--root", description = "The repository; default: around the working directory.")
  private Path root;

  @Option(
      names = "--sizes",
      split = ",",
      defaultValue = "100,1000,10000,100000",
      description = "Records of the engine's and the host's runs; default: ${DEFAULT-VALUE}.")
  private List<Integer> sizes;

  @Option(
      names = "--function-records",
      defaultValue = "10000",
      description = "Records of the function's runs; default: ${DEFAULT-VALUE}.")
  private int functionRecords;

  @Option(
      names = "--function-trials",
      defaultValue = "3",
      description =
          "How often each of the function's lines is measured, in turn with the others, an odd"
              + " number; default: ${DEFAULT-VALUE}.")
  private int functionTrials;

  @Option(
      names = "--moto-records",
      defaultValue = "100",
      description = "Records of moto's run; default: ${DEFAULT-VALUE}.")
  private int motoRecords;

  @Option(
      names = "--native-package",
      description = "Default: lambda-native/target/function.zip of the repository.")
  private Path nativePackage;

  @Option(
      names = "--jvm-package",
      description = "Default: lambda-native/target/jvm/function.zip of the repository.")
  private Path jvmPackage;

  @Option(
      names = "--records",
      description = "A JSON array of records; default: samples/orders.json, else generated ones.")
  private Path recordsFile;

  @Option(
      names = "--only",
      split = ",",
      description = "Measures only these: ${COMPLETION-CANDIDATES}.")
  private Set<Part> only = EnumSet.allOf(Part.class);

  @Option(
      names = "--out",
      description = "The JSON file; default: bench/results/throughput.json of the repository.")
  private Path out;

  private final List<Measurement> measurements = new ArrayList<>();
  private final List<String> skipped = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (functionTrials < 1 || functionTrials % 2 == 0) {
      throw new BenchFailure("--function-trials is to be an odd number, as 1, 3 or 5");
    }
    Repository repository = Repository.find(root);
    Machine machine = Machine.here();
    double load = Machine.load();
    Instant date = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    String commit = repository.commit();
    Optional<Path> records = records(repository);
    Orders orders = Orders.of(records);
    String source = records.map(repository::display).orElse("generated orders");
    Optional<MotoTrial.Result> moto = Optional.empty();
    try (TemporaryFolder work = TemporaryFolder.create("tenfold-bench-")) {
      TrialJvm jvm = new TrialJvm(repository, records, work.path());
      measureEngine(jvm);
      measureHost(jvm, work.path());
      measureFunction(jvm, repository);
      moto = measureMoto(orders, work.path());
    }
    ThroughputReport report =
        new ThroughputReport(
            machine, date, commit, load, source, orders, measurements, moto, skipped);
    Path file = out != null ? out : repository.file("bench/results/throughput.json");
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, Json.writePretty(report.toJson()));
    System.out.print(report.text());
    return 0;
  }

  private Optional<Path> records(Repository repository) {
    if (recordsFile != null) {
      return Optional.of(recordsFile.toAbsolutePath());
    }
    return Optional.of(repository.file("samples/orders.json")).filter(Files::exists);
  }

  private void measureEngine(TrialJvm jvm) throws IOException, InterruptedException {
    if (only.contains(Part.ENGINE)) {
      for (int size : sizes) {
        measure(jvm, new Trial("engine, in process", size, Optional.empty()));
      }
    }
  }

  private void measureHost(TrialJvm jvm, Path work) throws IOException, InterruptedException {
    if (only.contains(Part.HOST)) {
      EchoFunction echo = EchoFunction.build(work);
      for (int size : sizes) {
        String candidate = "Lambda host, " + echo.language() + " process";
        measure(jvm, new Trial(candidate, size, Optional.of(echo.folder())));
      }
    }
  }

  private void measureFunction(TrialJvm jvm, Repository repository)
      throws IOException, InterruptedException {
    if (!only.contains(Part.FUNCTION)) {
      return;
    }
    List<Trial> trials = new ArrayList<>();
    trials.addAll(trials(repository, "native", nativePackage, "lambda-native/target/function.zip"));
    trials.addAll(trials(repository, "JVM", jvmPackage, "lambda-native/target/jvm/function.zip"));
    // In turn, since their ratio is asked for: a machine may well be slower for half a minute.
    Map<Trial, List<Measurement>> found = new LinkedHashMap<>();
    for (int turn = 0; turn < functionTrials; turn++) {
      for (Trial trial : trials) {
        found.computeIfAbsent(trial, first -> new ArrayList<>()).add(measured(jvm, trial));
      }
    }
    found.values().forEach(all -> measurements.add(Measurement.of(all)));
  }

  private List<Trial> trials(Repository repository, String kind, Path given, String usual) {
    Path code = given != null ? given.toAbsolutePath() : repository.file(usual);
    // A package that was asked for and is missing fails the benchmark; the host says why.
    if (given == null && !Files.exists(code)) {
      skipped.add("the " + kind + " function: there is no " + repository.display(code));
      return List.of();
    }
    String candidate = "function, " + kind;
    return List.of(
        new Trial(candidate, functionRecords, Optional.of(code)),
        new Trial(candidate + Ratios.BATCHES, functionRecords, BATCH_SIZE, Optional.of(code)));
  }

  private void measure(TrialJvm jvm, Trial trial) throws IOException, InterruptedException {
    measurements.add(measured(jvm, trial));
  }

  private Measurement measured(TrialJvm jvm, Trial trial) throws IOException, InterruptedException {
    System.err.printf("%s, %,d records …%n", trial.candidate(), trial.records());
    return jvm.run(trial);
  }

  private Optional<MotoTrial.Result> measureMoto(Orders orders, Path work)
      throws IOException, InterruptedException {
    if (!only.contains(Part.MOTO)) {
      return Optional.empty();
    }
    System.err.printf("moto, %,d records …%n", motoRecords);
    Optional<MotoServer> server = MotoServer.start(work.resolve("moto.log"));
    if (server.isEmpty()) {
      skipped.add("moto: there is no moto_server on the PATH");
      return Optional.empty();
    }
    try (MotoServer moto = server.get()) {
      return Optional.of(new MotoTrial(moto, orders, work).run(motoRecords));
    } catch (BenchFailure e) {
      // The peer's failure is no reason to lose what was measured.
      skipped.add("moto: " + e.getMessage());
      return Optional.empty();
    }
  }
}
