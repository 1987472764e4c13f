package io.tenfold.bench.coldstart;

import io.tenfold.bench.BenchFailure;
import io.tenfold.bench.Machine;
import io.tenfold.bench.Repository;
import io.tenfold.local.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a fresh Lambda environment costs: this function beside its peers. */
@Command(
    name = "cold-start",
    description =
        "Starts this function and its peers as Lambda would, again and again, and measures the"
            + " start, the first invocation, and what they read from disk.",
    mixinStandardHelpOptions = true)
public final class ColdStartCommand implements Callable<Integer> {
  // Above this, a "cold" start would not be one.
  private static final double LEFT_BY_EVICTION = 0.1;
  private static final long SEED = 10;

  @Option(names = "--root", description = "The repository; default: around the working directory.")
  private Path root;

  @Option(
      names = "--rounds",
      defaultValue = "20",
      description = "Starts of each candidate in each setting; default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--function",
      description = "The native package; default: lambda-native/target/function.zip.")
  private Path function;

  @Option(
      names = "--variant",
      paramLabel = "NAME=ZIP",
      description =
          "Another native package of the function, built with other options, say, or, with --event,"
              + " of any processor; may be repeated.")
  private Map<String, Path> variants = new LinkedHashMap<>();

  @Option(
      names = "--event",
      paramLabel = "FILE",
      description =
          "What the variants are sent, with another index each time, as the workflow sends it:"
              + " {\"index\": 0, \"record\": {…}}. Default: the sample's, for the sample's"
              + " packages.")
  private Path event;

  @Option(
      names = "--answer",
      paramLabel = "FILE",
      description =
          "The output that the variants are to answer with. Default: that of their first start,"
              + " less what changes from its first answer to its last.")
  private Path answer;

  @Option(
      names = "--processors",
      split = ",",
      paramLabel = "NAME",
      description =
          "Adds processors as teams have them, each beside the plain template with the same"
              + " dependencies, and builds what is not built yet, for minutes each:"
              + " ${COMPLETION-CANDIDATES}.")
  private Set<RealProcessor> processors = EnumSet.noneOf(RealProcessor.class);

  @Option(
      names = "--jvm-function",
      description = "The JVM package; default: lambda-native/target/jvm/function.zip.")
  private Path jvmFunction;

  @Option(
      names = "--java-home",
      description = "The Java that runs the JVM package; default: the newest one installed.")
  private Path javaHome;

  @Option(
      names = "--candidates",
      split = ",",
      description = "Measures only these: ${COMPLETION-CANDIDATES}.")
  private Set<CandidateKind> kinds = EnumSet.allOf(CandidateKind.class);

  @Option(
      names = "--settings",
      split = ",",
      description = "Measures only these: ${COMPLETION-CANDIDATES}.")
  private Set<Setting> settings = EnumSet.allOf(Setting.class);

  @Option(
      names = "--read-ahead-kb",
      description =
          "Sets the disk's read-ahead while an evicted candidate starts (needs root); Linux's own"
              + " default is 128. Default: as it is.")
  private Long readAhead;

  @Option(
      names = "--out",
      description = "The folder of cold-start.json and .svg; default: bench/results.")
  private Path out;

  private final List<String> skipped = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (StubService services = StubService.start()) {
      return compare(services);
    }
  }

  private int compare(StubService services) throws IOException, InterruptedException {
    Repository repository = Repository.find(root);
    Machine machine = Machine.here();
    Instant date = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    String commit = repository.commit();
    NativeCompiler compiler = NativeCompiler.find();
    JavaRuntime java = javaHome == null ? JavaRuntime.newest() : JavaRuntime.in(javaHome);
    Workshop workshop = Workshop.of(repository);
    PageCache cache = new PageCache();
    Optional<CpuController> cpu = CpuController.find();
    Path log = workshop.folder().resolve("functions.log");
    Files.deleteIfExists(log);
    DiskReads diskReads =
        new DiskReads(
            ReadAhead.of(workshop.folder()),
            readAhead == null ? OptionalLong.empty() : OptionalLong.of(readAhead));
    Starter starter = new Starter(cache, cpu, diskReads, log);
    List<Candidate> candidates = new ArrayList<>();
    for (Provision provision : provisions(workshop, compiler, java, starter, services)) {
      if (provision instanceof Provision.Ready ready) {
        explore(ready.candidate(), candidates, starter);
      } else if (provision instanceof Provision.Missing missing) {
        skipped.add(missing.kind() + ": " + missing.reason());
      }
    }
    if (candidates.isEmpty()) {
      throw new BenchFailure("There is nothing to measure: " + skipped);
    }
    if (cpu.isEmpty()) {
      skip(Setting::throttled, "this process may not make control groups for the CPU");
    }
    String eviction = checkEviction(cache, candidates);
    Comparison comparison = measure(candidates, starter, workshop);
    Circumstances circumstances =
        new Circumstances(
            machine,
            compiler,
            java.version(),
            date,
            commit,
            rounds,
            cpu.map(CpuController::sentence).orElse("not limited"),
            eviction,
            diskReads,
            skipped);
    write(new ColdStartReport(circumstances, comparison), workshop);
    return 0;
  }

  /** Starts it once; of a pair, the plain one has to answer as the other does. */
  private void explore(Candidate candidate, List<Candidate> explored, Starter starter)
      throws IOException, InterruptedException {
    if (candidate.pair().isEmpty()) {
      explored.add(starter.explore(candidate));
      return;
    }
    Optional<Candidate> other =
        explored.stream().filter(each -> each.pair().equals(candidate.pair())).findFirst();
    try {
      explored.add(
          starter.explore(
              other.isPresent() ? candidate.withAnswers(other.get().answers()) : candidate));
    } catch (BenchFailure e) {
      // The other processors can be measured nevertheless, and this one is named.
      skipped.add(candidate.kind() + ": " + e.getMessage());
    }
  }

  private List<Provision> provisions(
      Workshop workshop,
      NativeCompiler compiler,
      JavaRuntime java,
      Starter starter,
      StubService services)
      throws IOException, InterruptedException {
    Repository repository = workshop.repository();
    Events orders = Events.of(repository);
    NativeImages images = new NativeImages(workshop, orders);
    CompiledClients clients = new CompiledClients(workshop, orders);
    JvmFunctions jvm =
        new JvmFunctions(
            workshop,
            orders,
            given(jvmFunction, repository, "lambda-native/target/jvm/function.zip"),
            java);
    List<Provision> provisions = new ArrayList<>();
    for (CandidateKind kind : CandidateKind.values()) {
      if (kinds.contains(kind)) {
        provisions.addAll(
            switch (kind) {
              case NATIVE ->
                  List.of(
                      images.function(
                          given(function, repository, "lambda-native/target/function.zip")));
              case VARIANT -> variants(images);
              case JVM -> List.of(jvm.plain());
              case JVM_CACHE -> List.of(jvm.withCache(starter));
              case TEMPLATE -> List.of(template(workshop, compiler, images));
              case NODE -> List.of(new NodeFunction(workshop, orders).provide());
              case GO -> List.of(clients.go());
              case RUST -> List.of(clients.rust());
              case FLOOR -> List.of(clients.c());
              case PROCESSOR, PROCESSOR_PLAIN -> List.of(); // --processors names them
            });
      }
    }
    RealProcessors real = new RealProcessors(workshop, compiler, images, services.environment());
    for (RealProcessor processor : processors) {
      provisions.addAll(real.pair(processor));
    }
    return provisions;
  }

  private List<Provision> variants(NativeImages images) throws IOException {
    if (variants.isEmpty() && (event != null || answer != null)) {
      throw new BenchFailure("--event and --answer are for a --variant");
    }
    Optional<Events> events = event == null ? Optional.empty() : Optional.of(Events.of(event));
    AnswerCheck answers = answer == null ? null : SameOutput.of(answer);
    List<Provision> provisions = new ArrayList<>();
    for (Map.Entry<String, Path> variant : variants.entrySet()) {
      provisions.add(images.variant(variant.getKey(), variant.getValue(), events, answers));
    }
    return provisions;
  }

  private static Path given(Path option, Repository repository, String standard) {
    return option == null ? repository.file(standard) : option;
  }

  private static Provision template(Workshop workshop, NativeCompiler compiler, NativeImages images)
      throws IOException, InterruptedException {
    Optional<Path> zip = new PlainTemplate(workshop, compiler).zip();
    return zip.isPresent()
        ? images.template(zip.get())
        : new Provision.Missing(
            CandidateKind.TEMPLATE, "there is no GraalVM (GRAALVM_HOME) to build it with");
  }

  private void skip(Predicate<Setting> which, String reason) {
    List<Setting> without = settings.stream().filter(which).toList();
    if (!without.isEmpty()) {
      settings.removeAll(without);
      skipped.add(String.join("; ", without.stream().map(Setting::title).toList()) + ": " + reason);
    }
  }

  /** Sees what eviction leaves of all the candidates' files, and skips it if that is too much. */
  private String checkEviction(PageCache cache, List<Candidate> candidates)
      throws IOException, InterruptedException {
    long before = 0;
    long after = 0;
    boolean known = true;
    try {
      for (Candidate candidate : candidates) {
        cache.fill(candidate.files());
        OptionalLong full = cache.residentBytes(candidate.files());
        cache.evict(candidate.files());
        OptionalLong empty = cache.residentBytes(candidate.files());
        known &= full.isPresent() && empty.isPresent();
        before += full.orElse(0);
        after += empty.orElse(0);
      }
    } catch (BenchFailure e) {
      skip(Setting::evicted, e.getMessage());
      return "not evicted";
    }
    if (!known) {
      return "evicted by posix_fadvise(DONTNEED); without fincore(1), only the bytes read show it";
    }
    String evidence =
        String.format(
            "fincore: %.1f MB of the candidates' files before eviction, %.1f MB after",
            before / 1e6, after / 1e6);
    if (after > before * LEFT_BY_EVICTION) {
      skip(Setting::evicted, "the files stay in memory: " + evidence);
    }
    return evidence;
  }

  private Comparison measure(List<Candidate> candidates, Starter starter, Workshop workshop)
      throws IOException, InterruptedException {
    List<Results> all = new ArrayList<>();
    for (Candidate candidate : candidates) {
      all.add(
          Results.of(
              candidate,
              new DeploymentPackage(candidate.zip()).bytes(),
              DeploymentPackage.bytes(candidate.taskRoot())));
    }
    Path unpacking = workshop.emptyFolder("unpacking");
    // Nobody is always measured after the same neighbour.
    Random shuffling = new Random(SEED);
    for (int round = 0; round < rounds; round++) {
      System.err.printf("round %d of %d, load %.1f%n", round + 1, rounds, Machine.load());
      List<Results> order = new ArrayList<>(all);
      Collections.shuffle(order, shuffling);
      for (Results results : order) {
        DeploymentPackage zip = new DeploymentPackage(results.candidate().zip());
        results.unpackNanos().add(zip.unpackNanos(unpacking));
      }
      for (Setting setting : settings) {
        Collections.shuffle(order, shuffling);
        for (Results results : order) {
          results.add(setting, starter.start(results.candidate(), setting));
        }
      }
    }
    return new Comparison(all);
  }

  private void write(ColdStartReport report, Workshop workshop) throws IOException {
    Path folder = out != null ? out : workshop.repository().file("bench/results");
    Files.createDirectories(folder);
    Files.write(folder.resolve("cold-start.json"), Json.writePretty(report.toJson()));
    ColdStartChart chart =
        new ColdStartChart(report.comparison(), report.footnote(), workshop.resource("chart.css"));
    Files.writeString(folder.resolve("cold-start.svg"), chart.svg());
    System.out.print(report.text());
  }
}
