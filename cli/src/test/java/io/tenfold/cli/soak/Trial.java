package io.tenfold.cli.soak;

import io.tenfold.cli.soak.ResultSet.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** One scenario from its file to its verdict. */
final class Trial {
  private static final int LONGEST_CHAIN = 4;
  private static final Pattern MOST_ATTEMPTS = Pattern.compile("\"MaxAttempts\": (\\d+)");

  private final Scenario scenario;
  private final Site site;
  private final Machine machine;
  private final Ledger ledger;
  private final Judge judge;
  private final List<String> log = new ArrayList<>();
  private final Map<Disturbance, Integer> disturbances = new EnumMap<>(Disturbance.class);
  private long records;

  private Trial(Scenario scenario, Site site, int mostTries) throws IOException {
    this.scenario = scenario;
    this.site = site;
    this.machine = new Machine(site.root());
    this.ledger = new Ledger(site.ledgerFolder());
    this.judge = new Judge(scenario, ledger, mostTries);
  }

  /** Runs a scenario in a folder below that one, and keeps the folder if something is wrong. */
  static Verdict of(Scenario scenario, Path folder, String workflow)
      throws IOException, InterruptedException {
    Path root = folder.resolve("soak-" + scenario.seed() + "-" + scenario.number());
    Site.delete(root);
    Matcher attempts = MOST_ATTEMPTS.matcher(workflow);
    if (!attempts.find()) {
      throw new IllegalStateException("The workflow has no MaxAttempts any more");
    }
    Site site = Site.of(root, scenario, workflow);
    // The first Retry of the file is the record's.
    Trial trial = new Trial(scenario, site, 1 + Integer.parseInt(attempts.group(1)));
    try {
      trial.run();
    } catch (IOException | RuntimeException e) {
      StringBuilder stack = new StringBuilder(e.toString());
      for (StackTraceElement frame : e.getStackTrace()) {
        stack.append("\n      at ").append(frame);
      }
      trial.judge.fault("harness", stack.toString());
    }
    List<String> faults = trial.judge.faults();
    for (long left : site.processes()) {
      ProcessHandle.of(left).ifPresent(ProcessHandle::destroyForcibly);
    }
    if (faults.isEmpty()) {
      Site.delete(root);
    } else {
      Files.write(
          root.resolve("log.txt"),
          (scenario + "\n\n" + String.join("\n", faults) + "\n\n" + String.join("\n", trial.log))
              .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    return new Verdict(
        scenario, trial.records, trial.disturbances, faults, faults.isEmpty() ? null : root);
  }

  private void run() throws IOException, InterruptedException {
    int total = scenario.records().size();
    records += total;
    List<Phase> phases = new ArrayList<>();
    phases.add(phase(runWords(), scenario.disturbance(), scenario.moment()));
    Phase first = phases.get(0);
    if (first.ended().exitCode() == 2) {
      judge.fault("usage", first.ended().toString());
      return;
    }
    if (scenario.form().mayBeRefused() && refused(first)) {
      return;
    }
    Set<Long> indexes = LongStream.range(0, total).boxed().collect(Collectors.toSet());
    Summary summary = Summary.of(first.ended());
    summary = resumed(indexes, phases, summary);
    if (summary == null) {
      nothing(phases);
      orphans();
      return;
    }
    judged(indexes, phases, scenario.tolerated(), summary);
    orphans();
  }

  /** A file that may be refused was refused: before the first record, and with its place. */
  private boolean refused(Phase first) throws IOException {
    if (ledger.begun(0) > 0) {
      if (scenario.form() == FileForm.CUT_OFF) {
        judge.fault("refused late", ledger.begun(0) + " records had run: " + first.ended());
      }
      return false; // every number of the file is carried then, digit by digit
    }
    if (scenario.form() == FileForm.HUGE_NUMBER && scenario.records().isEmpty()) {
      return false; // there is no number in it
    }
    Summary summary = Summary.of(first.ended());
    String place = (summary == null ? "" : summary.json().get("cause") + "") + first.ended().err();
    if (first.ended().exitCode() == 0 || !place.contains("line ") || !place.contains("column ")) {
      judge.fault("refused", "without line and column: " + first.ended());
    }
    return true;
  }

  /** Goes on with the run until it is over, and returns its last summary. */
  private Summary resumed(Set<Long> indexes, List<Phase> phases, Summary said)
      throws IOException, InterruptedException {
    Summary summary = said;
    for (int resumes = 0; unfinished(phases, summary); resumes++) {
      if (resumes == LONGEST_CHAIN) {
        judge.fault("resume", "it was not over after " + resumes + " resumes");
        return summary;
      }
      List<String> runs = site.runs();
      if (runs.isEmpty()) {
        if (ledger.begun(phases.get(0).from()) > 0) {
          judge.fault("forgotten", "records have run, and no file in executions/ says so");
        }
        return null;
      }
      String name = runs.get(0);
      Phase over = endedBeforeItDied(name, phases);
      if (over != null) {
        phases.add(over);
        return Summary.of(over.ended());
      }
      unfinishedViews(name, indexes, phases);
      boolean last = resumes >= scenario.resumesDisturbed();
      Phase phase =
          phase(
              resumeWords(name),
              last ? Disturbance.NONE : Disturbance.KILL_ENGINE,
              last ? 0 : scenario.moment() / 2);
      phases.add(phase);
      if (phase.ended().exitCode() == 2) {
        judge.fault("resume", "there is no such command: " + phase.ended().err());
        return null;
      }
      Summary after = Summary.of(phase.ended());
      if (after == null && !phase.died()) {
        judge.fault("resume", "it did not go on: " + phase.ended());
        return summary;
      }
      summary = after;
    }
    return summary;
  }

  /** A kill may come when the run is over and only its summary was not printed yet. */
  private Phase endedBeforeItDied(String name, List<Phase> phases)
      throws IOException, InterruptedException {
    Phase last = phases.get(phases.size() - 1);
    if (!last.died()) {
      return null;
    }
    Ended watch = here("watch", name, "--local", "--folder", work(), "--json");
    Summary summary = Summary.of(watch);
    return summary != null && summary.status().equals("SUCCEEDED")
        ? new Phase(last.to(), last.to(), last.endedMillis(), Disturbance.NONE, 0, watch)
        : null;
  }

  private boolean unfinished(List<Phase> phases, Summary summary) {
    Phase last = phases.get(phases.size() - 1);
    if (last.died()) {
      return true;
    }
    if (summary == null) {
      return false;
    }
    // A signal that came after the last record stops nothing; that each has its outcome is judged.
    boolean stopped =
        summary.status().equals("ABORTED")
            || last.stopped() && !summary.status().equals("SUCCEEDED");
    boolean unwritten =
        scenario.disturbance() == Disturbance.FILE_SIZE && !summary.status().equals("SUCCEEDED");
    return phases.size() == 1 && (stopped || unwritten)
        || phases.size() > 1 && stopped && !last.disturbance().equals(Disturbance.NONE);
  }

  /** What can be seen of a run that ended before its time must not contradict the ledger. */
  private void unfinishedViews(String name, Set<Long> indexes, List<Phase> phases)
      throws IOException, InterruptedException {
    Ended watch = here("watch", name, "--local", "--folder", work(), "--json");
    Ended failures = here("failures", name, "--local", "--folder", work(), "--json");
    Summary summary = Summary.of(watch);
    if (summary == null) {
      judge.fault("watch", "it says nothing of a run that ended early: " + watch);
      return;
    }
    if (summary.status().equals("RUNNING") || summary.status().equals("SUCCEEDED")) {
      judge.fault("watch", "it says that an unfinished run is " + summary.status());
    }
    Phase last = phases.get(phases.size() - 1);
    Map<Long, List<Ledger.Try>> tries = ledger.tries(phases.get(0).from(), last.to());
    long ended =
        tries.values().stream().filter(all -> all.stream().anyMatch(t -> t.ended() > 0)).count();
    Companions companions = judge.companions(indexes, phases, scenario.batchSize());
    // Those whose engine had time to write the outcomes of their batch down.
    long known =
        tries.values().stream()
            .filter(
                all ->
                    all.stream()
                        .anyMatch(
                            t ->
                                t.succeeded() && companions.settledMillis(t) > Judge.WINDOW_MILLIS))
            .count();
    long succeeded = summary.count("succeeded");
    if (succeeded > ended) {
      judge.fault("watch", succeeded + " succeeded, of " + ended + " that were answered at all");
    }
    // On a full disk the window is before the first write that failed, not before the end.
    if (last.died()
        && scenario.disturbance() != Disturbance.FILE_SIZE
        && Math.max(0, succeeded) < known) {
      judge.fault(
          "watch", succeeded + " succeeded, where " + known + " had well before the engine's end");
    }
    if (succeeded >= 0) {
      accounted(summary, tries.size());
    }
    if (ended > 0 && failures.exitCode() != 0) {
      judge.fault("failures", "nothing can be read of " + ended + " records: " + failures);
    }
  }

  /** Whatever has begun is booked or listed as one that may have run, and nothing is left over. */
  private void accounted(Summary summary, int begun) {
    long booked = 0;
    for (String count : List.of("succeeded", "failed", "timedOut", "aborted")) {
      booked += summary.count(count);
    }
    if (begun > booked + summary.mayHaveRun()) {
      judge.fault(
          "may have run",
          begun
              + " have begun, "
              + booked
              + " are booked, and "
              + summary.mayHaveRun()
              + " listed");
    }
    long all = booked + summary.mayHaveRun() + summary.count("pending");
    if (all + Math.max(0, summary.count("unread")) != scenario.records().size()) {
      judge.fault("may have run", "the summary's counts come to " + all + ": " + summary.json());
    }
  }

  /** There is no summary: nothing may have run. */
  private void nothing(List<Phase> phases) throws IOException {
    Phase last = phases.get(phases.size() - 1);
    long begun = ledger.begun(phases.get(0).from());
    // Before the run has begun, a signal ends the command, and a machine without descriptors,
    // disk or a queue lets it say that nothing was run.
    boolean excused =
        last.died()
            || last.stopped() && last.ended().exitCode() > 128
            || last.ended().exitCode() == 3
                && Set.of(
                        Disturbance.FILE_SIZE,
                        Disturbance.DESCRIPTORS,
                        Disturbance.QUEUE_UNWRITABLE)
                    .contains(scenario.disturbance());
    if (begun > 0 && !last.died()) {
      judge.fault("no summary", begun + " records had run: " + last.ended());
    } else if (!excused) {
      judge.fault("no summary", last.ended().toString());
    }
  }

  private void judged(Set<Long> indexes, List<Phase> phases, double tolerated, Summary summary)
      throws IOException, InterruptedException {
    Phase last = phases.get(phases.size() - 1);
    controls(last.ended());
    message(phases, summary);
    if (summary.manifest() == null || !Files.exists(Path.of(summary.manifest()))) {
      unproven(phases, summary);
      return;
    }
    ResultSet results = ResultSet.of(site.bucket(), Path.of(summary.manifest()));
    if (scenario.disturbance() == Disturbance.RESULTS_DELETED
        && !Boolean.TRUE.equals(summary.proof())) {
      unproven(phases, summary);
      return;
    }
    judge.results(indexes, phases, scenario.batchSize(), tolerated, summary, results);
    if (!site.uploads().isEmpty()) {
      judge.fault("uploads", "left over: " + site.uploads());
    }
    restoreFolders();
    if (site.runs().contains(summary.name())) {
      views(summary, results);
      tampered(summary, results);
      again(indexes, summary, results);
    } else if (scenario.disturbance() != Disturbance.EXECUTIONS_DELETED
        && scenario.disturbance() != Disturbance.EXECUTIONS_UNWRITABLE) {
      judge.fault("forgotten", "executions/ has no " + summary.name());
    }
  }

  /** Takes away the files that stand where folders should be, as an operator would by now. */
  private void restoreFolders() throws IOException {
    Path queue = site.work().resolve("sqs").resolve("tenfold-local-failed-runs");
    for (Path folder : List.of(site.work().resolve("executions"), queue)) {
      if (Files.isRegularFile(folder)) {
        Files.delete(folder);
      }
    }
  }

  /** A run without results that can be read says so: it neither succeeded nor ran nothing. */
  private void unproven(List<Phase> phases, Summary said) throws IOException, InterruptedException {
    Summary summary = said;
    long begun = ledger.begun(phases.get(0).from());
    int exit = phases.get(phases.size() - 1).ended().exitCode();
    boolean excused =
        scenario.disturbance() == Disturbance.RESULTS_DELETED
            || scenario.disturbance() == Disturbance.INPUT_REPLACED && begun == 0;
    if (begun > 0 && !excused) {
      judge.fault(
          "no results",
          begun
              + " records have run and no result file says how: "
              + summary.status()
              + " "
              + summary.error()
              + " "
              + summary.json().get("cause"));
    }
    if (scenario.disturbance() == Disturbance.RESULTS_DELETED) {
      // They may have been deleted when the summary had just read them.
      Ended now = here("watch", said.name(), "--local", "--folder", work(), "--json");
      exit = now.exitCode();
      summary = Summary.of(now) == null ? said : Summary.of(now);
    }
    if (exit == 0 || Boolean.TRUE.equals(summary.proof())) {
      judge.fault(
          "no results", "and yet the exit code is " + exit + ", the proof " + summary.proof());
    }
    if (exit == 3 && begun > 0) {
      judge.fault("exit code", "it is 3, and " + begun + " records have run");
    }
  }

  /**
   * A run that failed by itself has left its message, on the queue or beside it: each time that it
   * came to this end, since a run that FAILED may be resumed and fail again. A run that was killed
   * or stopped may have been so between its message and its end.
   */
  private void message(List<Phase> phases, Summary summary) throws IOException {
    if (!summary.status().equals("FAILED")) {
      return;
    }
    boolean queue = scenario.disturbance() != Disturbance.QUEUE_UNWRITABLE;
    long most = phases.stream().filter(this::mayHaveSent).count();
    if (queue
        && (summary.messages() < 1 || summary.messages() > most)
        && scenario.disturbance() != Disturbance.FILE_SIZE) {
      judge.fault("message", summary.messages() + " messages of a run that FAILED");
    }
    Path executions = site.work().resolve("executions");
    Path away = site.root().resolve("executions-aside");
    boolean moved = Files.isDirectory(executions);
    if (moved) {
      Files.move(executions, away);
    }
    try {
      if (!queue && !site.keeps(summary.arn())) {
        judge.fault("message", "the queue refused it, and no file keeps it");
      }
    } finally {
      if (moved) {
        Files.move(away, executions);
      }
    }
  }

  private boolean mayHaveSent(Phase phase) {
    if (phase.died()) {
      return true;
    }
    Summary said = Summary.of(phase.ended());
    if (said == null) {
      return false;
    }
    long failures = Math.max(0, said.count("failed")) + Math.max(0, said.count("timedOut"));
    boolean exceeded = failures * 100.0 / scenario.records().size() > scenario.tolerated();
    return said.status().equals("FAILED") || phase.stopped() && exceeded;
  }

  /** What the operator's commands say of a run must be what its results say. */
  private void views(Summary summary, ResultSet results) throws IOException, InterruptedException {
    Ended watch = here("watch", summary.name(), "--local", "--folder", work(), "--json");
    Summary watched = Summary.of(watch);
    if (watched == null) {
      judge.fault("watch", "it says nothing: " + watch);
    } else {
      for (String count :
          List.of("total", "succeeded", "failed", "timedOut", "aborted", "pending")) {
        if (watched.count(count) != summary.count(count)) {
          judge.fault("watch", count + " is " + watched.count(count) + " there");
        }
      }
      if (!watched.status().equals(summary.status())) {
        judge.fault("watch", "the run is " + watched.status() + " there");
      }
    }
    failures(summary, results);
    outputs(List.of(summary.name()), succeeded(results));
    Ended text = here("watch", summary.name(), "--local", "--folder", work());
    controls(text);
    String sentence =
        String.format(
            "%,d succeeded + %,d failed + %,d pending = ",
            results.count("SUCCEEDED"), results.count("FAILED"), results.count("PENDING"));
    if (!text.out().contains(sentence)) {
      judge.fault("sentence", "it is not \"" + sentence + "…\": " + text.out());
    }
  }

  /** Results that lack records must not pass for whole ones. */
  private void tampered(Summary summary, ResultSet results)
      throws IOException, InterruptedException {
    if (!scenario.tampered() || results.count("SUCCEEDED") == 0) {
      return;
    }
    Path manifest = Path.of(summary.manifest());
    String whole = Files.readString(manifest);
    String less = whole.replaceFirst("\"SUCCEEDED\":\\[[^]]*]", "\"SUCCEEDED\":[]");
    if (less.equals(whole)) {
      throw new IOException("The manifest is written another way now: " + whole);
    }
    Files.writeString(manifest, less);
    Ended watch = here("watch", summary.name(), "--local", "--folder", work(), "--json");
    Summary watched = Summary.of(watch);
    if (watched == null || !Boolean.FALSE.equals(watched.proof()) || watch.exitCode() != 4) {
      judge.fault("tampered", "the results lack all that succeeded: " + watch);
    }
    Path file = site.root().resolve("less.jsonl");
    Ended outputs =
        here("results", summary.name(), "--local", "--folder", work(), "-o", file.toString());
    if (outputs.exitCode() != 4) {
      judge.fault("tampered", "the results lack all that succeeded: " + outputs);
    }
    Files.writeString(manifest, whole);
  }

  private static Map<Long, Object> succeeded(ResultSet results) {
    Map<Long, Object> outputs = new TreeMap<>();
    results.children().stream()
        .filter(child -> child.group().equals("SUCCEEDED"))
        .forEach(child -> outputs.put(child.index(), ((Map<?, ?>) child.output()).get("output")));
    return outputs;
  }

  private void failures(Summary summary, ResultSet results)
      throws IOException, InterruptedException {
    Ended list = here("failures", summary.name(), "--local", "--folder", work(), "--json");
    Map<Long, String> expected = new TreeMap<>();
    results.children().stream()
        .filter(child -> child.group().equals("FAILED"))
        .forEach(child -> expected.put(child.index(), child.status()));
    Map<Long, String> listed = new TreeMap<>();
    for (String line : list.out().lines().toList()) {
      Map<?, ?> failure = (Map<?, ?>) new Document().read(line);
      listed.put(Document.number(failure.get("index")), (String) failure.get("status"));
    }
    if (!listed.equals(expected)) {
      judge.fault("failures", "it lists " + listed + " where the files have " + expected);
    }
    Ended table = here("failures", summary.name(), "--local", "--folder", work());
    controls(table);
  }

  private void outputs(List<String> runs, Map<Long, Object> expected)
      throws IOException, InterruptedException {
    Path file = site.root().resolve("outputs.jsonl");
    List<String> words = new ArrayList<>(List.of("results"));
    words.addAll(runs);
    words.addAll(List.of("--local", "--folder", work(), "-o", file.toString()));
    Ended ended = here(words.toArray(String[]::new));
    if (ended.exitCode() != 0) {
      judge.fault("results", "of sound files: " + ended);
      return;
    }
    Map<Long, Object> written = new TreeMap<>();
    long last = -1;
    for (String line : Files.readAllLines(file)) {
      Map<?, ?> output = (Map<?, ?>) new Document().read(line);
      long index = Document.number(output.get("index"));
      if (index <= last) {
        judge.fault("results", "record " + index + " comes after " + last);
      }
      last = index;
      written.put(index, output.get("output"));
    }
    if (!written.equals(expected)) {
      Set<Long> differ = new TreeSet<>(written.keySet());
      differ.addAll(expected.keySet());
      differ.removeIf(
          i ->
              written.containsKey(i)
                  && expected.containsKey(i)
                  && java.util.Objects.equals(written.get(i), expected.get(i)));
      judge.fault("results", "its outputs are not those of the files, at " + differ);
    }
  }

  /** Tries again what failed, and what never started. */
  private void again(Set<Long> indexes, Summary summary, ResultSet results)
      throws IOException, InterruptedException {
    if (!scenario.retry()) {
      return;
    }
    Set<Long> left = new HashSet<>();
    for (Child child : results.children()) {
      if (child.group().equals("FAILED") || child.group().equals("PENDING") && scenario.pending()) {
        left.add(child.index());
      }
    }
    List<String> words = new ArrayList<>(List.of("retry", summary.name()));
    words.addAll(List.of("--local", "--folder", work(), "--json"));
    words.addAll(functionWords());
    if (scenario.pending()) {
      words.add("--pending");
    }
    boolean another = scenario.retryBatchSize() > 0;
    if (another) {
      words.addAll(List.of("--batch-size", "" + scenario.retryBatchSize()));
    }
    int batchSize = another ? scenario.retryBatchSize() : scenario.batchSize();
    Phase phase = phase(words, Disturbance.NONE, 0);
    if (left.isEmpty()) {
      if (ledger.begun(phase.from()) > 0) {
        judge.fault("retry", "records ran, and none was left: " + phase.ended());
      }
      return;
    }
    records += left.size();
    Summary retried = Summary.of(phase.ended());
    if (retried == null || retried.manifest() == null) {
      judge.fault("retry", "it has no results: " + phase.ended());
      return;
    }
    ResultSet set = ResultSet.of(site.bucket(), Path.of(retried.manifest()));
    judge.results(left, List.of(phase), batchSize, 100, retried, set);
    Map<Long, Object> both = succeeded(results);
    both.putAll(succeeded(set));
    outputs(List.of(summary.name(), retried.name()), both);
  }

  /** No text of a record may drive the operator's terminal. */
  private void controls(Ended ended) {
    // JSON says itself which characters it escapes, and those of ISO 6429's second set are not.
    boolean json = ended.words().contains("--json");
    // The colour of a status is the command's own.
    ended
        .all()
        .replaceAll("\u001B\\[[0-9;]+m([A-Z_]+ *)\u001B\\[[0-9;]*m", "$1")
        .chars()
        .filter(c -> c < 0x20 && c != '\n' && c != '\t' || !json && c >= 0x7F && c < 0xA0)
        .findFirst()
        .ifPresent(
            c ->
                judge.fault(
                    "control",
                    "tenfold "
                        + ended.words().get(0)
                        + String.format(" prints the control character U+%04X", c)));
  }

  /** Nothing of a run outlives it. */
  private void orphans() throws IOException, InterruptedException {
    List<Long> left = site.processes();
    for (int i = 0; i < 50 && !left.isEmpty(); i++) {
      TimeUnit.MILLISECONDS.sleep(100);
      left = site.processes();
    }
    for (long pid : left) {
      judge.fault(
          "orphan",
          "process "
              + pid
              + " is alive: "
              + Files.readString(Path.of("/proc", "" + pid, "cmdline")).replace('\0', ' '));
    }
  }

  private Ended here(String... words) throws InterruptedException {
    Ended ended = machine.here(List.of(words));
    log.add(ended.toString());
    return ended;
  }

  private Phase phase(List<String> words, Disturbance disturbance, double moment)
      throws IOException, InterruptedException {
    long from = ledger.length();
    boolean apart = disturbance.ownProcess();
    Ended ended;
    boolean applied;
    int kills;
    try (Disturber disturber = Disturber.start(scenario, site, ledger, disturbance, moment)) {
      ended =
          apart
              ? machine.apart(words, limits(disturbance), disturber::engine)
              : machine.here(words);
      disturber.close();
      applied = disturber.applied();
      kills = disturber.kills();
    }
    long endedMillis = System.currentTimeMillis();
    log.add(disturbance + (applied ? "" : " (too late)") + ": " + ended);
    disturbances.merge(applied ? disturbance : Disturbance.NONE, 1, Integer::sum);
    if (ended.exitCode() == Ended.NEVER) {
      judge.fault("standstill", ended.toString());
    }
    settle(disturbance);
    return new Phase(
        from, ledger.length(), endedMillis, applied ? disturbance : Disturbance.NONE, kills, ended);
  }

  /** Waits until what is left of the run's processes is gone, so that the ledger is complete. */
  private void settle(Disturbance disturbance) throws IOException, InterruptedException {
    if (disturbance != Disturbance.KILL_ENGINE) {
      return;
    }
    for (int i = 0; i < 50 && !site.processes().isEmpty(); i++) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private String limits(Disturbance disturbance) {
    return switch (disturbance) {
      // In blocks of 512 bytes; the copy of the input has to fit.
      case FILE_SIZE ->
          "-S -f "
              + Math.max(
                  site.input().toFile().length() / 512 + 12,
                  Math.round(
                      scenario.records().size()
                          * (0.1 + 0.7 * scenario.moment())
                          * (scenario.batchSize() == 1 ? 900 : 350)
                          / 512));
      case DESCRIPTORS -> "-n " + Math.round(90 + 160 * scenario.moment());
      default -> "";
    };
  }

  private List<String> runWords() {
    List<String> words = new ArrayList<>(List.of("run", site.input().toString()));
    words.addAll(List.of("--folder", work(), "--json"));
    words.addAll(List.of("--max-concurrency", "" + scenario.concurrency()));
    words.addAll(List.of("--tolerate", "" + scenario.tolerated()));
    scenario
        .parameters()
        .forEach((name, value) -> words.addAll(List.of("--param", name + "=" + value)));
    // One a batch is what there is without a word of it, too.
    if (scenario.batchSize() > 1 || scenario.number() % 2 == 0) {
      words.addAll(List.of("--batch-size", "" + scenario.batchSize()));
    }
    words.addAll(functionWords());
    return words;
  }

  private List<String> resumeWords(String name) {
    List<String> words = new ArrayList<>(List.of("resume", name, "--local", "--json"));
    words.addAll(List.of("--folder", work()));
    words.addAll(functionWords());
    return words;
  }

  private List<String> functionWords() {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("--function", site.function().toString()));
    words.addAll(List.of("--workflow", site.workflow().toString()));
    words.addAll(List.of("--timeout", "" + scenario.timeoutSeconds()));
    if (scenario.reserved() > 0) {
      words.addAll(List.of("--reserved-concurrency", "" + scenario.reserved()));
    }
    return words;
  }

  private String work() {
    return site.work().toString();
  }
}
