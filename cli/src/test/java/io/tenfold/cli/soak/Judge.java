package io.tenfold.cli.soak;

import io.tenfold.cli.soak.Ledger.Given;
import io.tenfold.cli.soak.Ledger.Try;
import io.tenfold.cli.soak.ResultSet.Child;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares what a run's results and commands say with what the function's ledger says.
 *
 * <p>It reads the result files itself: the product's own readers would share the product's faults.
 */
final class Judge {
  /** Attempts at a record, as the workflow's Retry has them: the first, and MaxAttempts more. */
  private final int mostTries;

  /** How long a process may begin with an event after its engine was killed. */
  private static final long OUTLIVES_MILLIS = 1_000;

  /** What a killed engine may not have written yet, in milliseconds of the clock. */
  static final long WINDOW_MILLIS = Long.getLong("soak.window-millis", 1_500);

  /** How much of the function's timeout a slow machine may take away. */
  private static final double TIMEOUT_SHARE = 0.9;

  private static final Map<String, Set<String>> ERRORS =
      Map.of(
          "large", Set.of("States.DataLimitExceeded"),
          "oversized", Set.of("Function.ResponseSizeTooLarge"),
          "garbage", Set.of("Lambda.Unknown", "Runtime.InvalidResponse"));

  /** Up to how many records of a soak fit into a batch whatever they are. */
  private static final int FULL = 100;

  private final Scenario scenario;
  private final Ledger ledger;
  private final List<Object> records;
  private final List<String> faults = new ArrayList<>();
  private final Map<String, Integer> kinds = new HashMap<>();
  private Companions companions;

  Judge(Scenario scenario, Ledger ledger, int mostTries) throws IOException {
    this.scenario = scenario;
    this.ledger = ledger;
    this.mostTries = mostTries;
    this.records = new ArrayList<>();
    Document document = new Document();
    for (int i = 0; i < scenario.records().size(); i++) {
      SoakRecord record = scenario.records().get(i);
      Map<String, Object> expected = new LinkedHashMap<>();
      if (scenario.form() == FileForm.CSV) {
        expected.put("id", record.id());
        expected.put("do", String.join("|", record.words()));
        expected.put("a \"note\"", "line\nof " + record.id() + ", \"x\"");
      } else {
        ((Map<?, ?>) document.read(record.json())).forEach((k, v) -> expected.put((String) k, v));
        if (scenario.form() == FileForm.HUGE_NUMBER && i == scenario.records().size() / 2) {
          expected.put("hex", document.read("1e2147483648"));
        }
      }
      records.add(expected);
    }
  }

  /** Returns what was found wrong, a sentence each. */
  List<String> faults() {
    return faults;
  }

  /** Notes a fault; of a kind, three are told and the rest are counted. */
  void fault(String kind, String text) {
    int count = kinds.merge(kind, 1, Integer::sum);
    if (count <= 3) {
      faults.add(kind + ": " + text);
    } else if (count == 4) {
      faults.add(kind + ": and more");
    }
  }

  /**
   * Judges a run that is over: its results against the ledger.
   *
   * @param indexes those of the records it had to run
   * @param phases the commands that ran it: the first and its resumes
   * @param batchSize how many records an invocation was to have at most
   * @param tolerated how many percent the last of them was to tolerate
   * @param summary what the last of them said
   */
  void results(
      Set<Long> indexes,
      List<Phase> phases,
      int batchSize,
      double tolerated,
      Summary summary,
      ResultSet results)
      throws IOException {
    companions = companions(indexes, phases, batchSize);
    long before = placing();
    results.faults().forEach(text -> fault("files", text));
    Map<Long, List<Try>> tries = tries(phases);
    Map<Long, Child> children = new HashMap<>();
    for (Child child : results.children()) {
      if (!indexes.contains(child.index())) {
        fault("stray", "a child of " + child.group() + " has the index " + child.index());
      } else if (children.put(child.index(), child) != null) {
        fault("doubled", "record " + child.index() + " is in the results more than once");
      }
      if (child.index() >= 0
          && child.index() < records.size()
          && !records.get((int) child.index()).equals(child.record())) {
        fault(
            "swapped",
            child.group() + " has under index " + child.index() + " the record " + child.record());
      }
    }
    long unread = Math.max(0, summary.count("unread"));
    long missing = indexes.stream().filter(index -> !children.containsKey(index)).count();
    if (missing != unread) {
      fault(
          "lost",
          missing
              + " of "
              + indexes.size()
              + " records are in no result file, "
              + unread
              + " unread");
    }
    boolean whole = missing == 0 && placing() == before;
    if (summary.proof() != null && whole != summary.proof() && unread == 0) {
      fault("proof", "everyRecordAccountedForOnce is " + summary.proof() + ", and it is " + whole);
    }
    if (summary.proof() == null) {
      fault("proof", "the summary says nothing of every record being accounted for");
    }
    batches(indexes, phases, batchSize, results);
    Set<String> deadly = deadly(tries);
    int[] unseen = {0};
    for (Child child : children.values()) {
      booked(child, tries.getOrDefault(child.index(), List.of()), phases, deadly, unseen);
    }
    int kills = phases.stream().mapToInt(Phase::kills).sum();
    if (unseen[0] > kills + count(tries, "vanish")) {
      fault(
          "unseen",
          unseen[0] + " records failed with Runtime.ExitError that the function never saw");
    }
    for (Map.Entry<Long, List<Try>> each : tries.entrySet()) {
      given(each.getKey(), each.getValue(), phases, batchSize, children.get(each.getKey()));
    }
    counts(results, summary, indexes.size());
    ending(results, phases, tolerated, summary, indexes.size());
  }

  /** Reads who travelled with whom in a run. */
  Companions companions(Set<Long> indexes, List<Phase> phases, int batchSize) throws IOException {
    return Companions.of(scenario, phases, ledger, indexes, batchSize, mostTries);
  }

  /** A batch has as many records as were asked for, and only those of the run, each once. */
  private void batches(Set<Long> indexes, List<Phase> phases, int batchSize, ResultSet results)
      throws IOException {
    Phase last = phases.get(phases.size() - 1);
    Document document = new Document();
    for (Given given : ledger.given(phases.get(0).from(), last.to())) {
      int size = given.items().size();
      if (size > batchSize || batchSize == 1) {
        fault("wrong batch", "it has " + size + " records of " + batchSize);
      }
      if (Set.copyOf(given.indexes()).size() < size || !indexes.containsAll(given.indexes())) {
        fault("wrong batch", "it has " + given.indexes());
      }
      if (!Map.of("parameters", scenario.parameters()).equals(document.read(given.input()))) {
        fault("wrong batch", "it has for all of its records " + given.input());
      }
      given.items().stream()
          .filter(
              item -> {
                long index = item.getKey();
                return index < 0
                    || index >= records.size()
                    || !scenario.records().get((int) index).id().equals(item.getValue());
              })
          .findFirst()
          .ifPresent(item -> fault("wrong batch", "it has, by index and id, " + item));
    }
    Map<String, Integer> executions = new HashMap<>();
    for (Child child : results.children()) {
      executions.put(child.name(), child.batch());
    }
    executions.forEach(
        (name, size) -> {
          if (batchSize == 1 ? size != 0 : size < 1 || size > batchSize) {
            fault("wrong batch", "the child " + name + " had " + size + " of " + batchSize);
          }
        });
    // Larger ones may end for their bytes.
    boolean full = phases.size() == 1 && batchSize <= FULL && results.count("PENDING") == 0;
    int least = (results.children().size() + batchSize - 1) / batchSize;
    if (full && last.disturbance() == Disturbance.NONE && executions.size() > least) {
      fault("wrong batch", executions.size() + " children where " + least + " are enough");
    }
  }

  /** Returns how many children were found where they should not be. */
  private long placing() {
    return Set.of("files", "stray", "doubled", "swapped").stream()
        .mapToLong(kind -> kinds.getOrDefault(kind, 0))
        .sum();
  }

  private Map<Long, List<Try>> tries(List<Phase> phases) throws IOException {
    Phase last = phases.get(phases.size() - 1);
    return ledger.tries(phases.get(0).from(), last.to());
  }

  /** The processes that were to end by themselves, in whatever they did then. */
  private Set<String> deadly(Map<Long, List<Try>> tries) {
    Set<String> pids = new HashSet<>();
    tries
        .values()
        .forEach(
            all ->
                all.stream()
                    .filter(t -> scenario.word(t).startsWith("vanish"))
                    .forEach(t -> pids.add(t.pid())));
    return pids;
  }

  private long count(Map<Long, List<Try>> tries, String word) {
    return tries.values().stream()
        .flatMap(List::stream)
        .filter(t -> scenario.word(t).startsWith(word))
        .count();
  }

  /** A child of the results must be what the last attempt at its record came to. */
  private void booked(
      Child child, List<Try> tries, List<Phase> phases, Set<String> deadly, int[] unseen) {
    String what = child.status() + " " + child.index() + " (" + child.error() + ")";
    boolean stopped = phases.stream().anyMatch(Phase::stopped);
    boolean died = phases.stream().anyMatch(Phase::died);
    Try last = tries.isEmpty() ? null : tries.get(tries.size() - 1);
    switch (child.status()) {
      case "PENDING" -> {
        if (last != null) {
          fault("pending", what + " has run: " + last);
        }
      }
      case "SUCCEEDED" -> {
        Map<?, ?> output = child.output() instanceof Map<?, ?> map ? map : Map.of();
        Map<?, ?> inner = output.get("output") instanceof Map<?, ?> map ? map : Map.of();
        Try own =
            tries.stream()
                .filter(t -> t.token().equals(inner.get("token")))
                .findFirst()
                .orElse(null);
        if (own == null) {
          fault("invented", what + " has an output that the function never gave: " + output);
        } else if (!"ok".equals(own.outcome()) && !"huge".equals(own.outcome())) {
          fault("invented", what + " though the function did not answer well: " + own);
        } else if (!died && own != last) {
          fault("doubled run", what + " was run again after its answer");
        }
        if (Document.number(output.get("index")) != child.index()) {
          fault("swapped", what + " has the output of record " + output.get("index"));
        }
        if (own != null) {
          digits(child, own, inner);
        }
      }
      case "ABORTED" -> {
        if (!stopped && !mayHaveRun(child, last, phases)) {
          fault("aborted", what + " though nobody stopped the run");
        }
      }
      case "FAILED", "TIMED_OUT" -> failed(child, what, last, phases, deadly, unseen);
      default -> fault("status", what);
    }
    if (last != null && last.succeeded() && child.group().equals("FAILED")) {
      boolean aborted =
          child.status().equals("ABORTED") && (stopped || mayHaveRun(child, last, phases))
              || endedUnseen(child, last, phases)
              || unwritten(child, phases);
      if (!aborted) {
        fault("ok, but failed", what + " though the answer was accepted: " + last);
      }
    }
  }

  /**
   * A record of a run that was cut off, whose outcome was lost within the window that is stated.
   */
  private boolean mayHaveRun(Child child, Try last, List<Phase> phases) {
    if (!"Tenfold.MayHaveRun".equals(child.error()) || phases.size() < 2) {
      return false;
    }
    return last == null || !last.sent() || unkept(last, phases);
  }

  /**
   * Whether a record was run again because it had no outcome, or one that could not be kept or did
   * not stay, and that try ended before the function wrote it down, or before the function had it.
   */
  private boolean endedUnseen(Child child, Try last, List<Phase> phases) {
    boolean unseen =
        "Runtime.ExitError".equals(child.error()) && !child.cause().contains(last.requestId())
            || "Lambda.TooManyRequestsException".equals(child.error()) && scenario.reserved() > 0;
    boolean onceMore =
        phases.size() > 1 && (!last.sent() || unkept(last, phases))
            || last.batch() > 0 && (!last.told() || last.retriable());
    return unseen && onceMore;
  }

  /** A batch that can't write down who failed, or outcomes of many bytes, fails as a whole. */
  private static boolean unwritten(Child child, List<Phase> phases) {
    return child.batch() > 0
        && child.error() != null
        && child.error().startsWith("S3.")
        && phases.stream().anyMatch(phase -> phase.disturbance() == Disturbance.FILE_SIZE);
  }

  /** Whether the outcome of a try may not have reached a result file. */
  private boolean unkept(Try last, List<Phase> phases) {
    return scenario.disturbance() == Disturbance.FILE_SIZE || lost(last);
  }

  /** Whether the engine was killed so soon after a try that its outcome may be lost. */
  private boolean lost(Try last) {
    return companions.phaseOf(last).died() && companions.settledMillis(last) <= WINDOW_MILLIS;
  }

  private void digits(Child child, Try own, Map<?, ?> output) {
    try {
      Document document = new Document();
      if (scenario.word(own).startsWith("bulky")
          && !(output.get("filler") instanceof String filler
              && scenario.word(own).equals("bulky:" + filler.length()))) {
        fault("digits", "the output of record " + child.index() + " was cut");
      }
      if (scenario.word(own).equals("odd")
          && !document
              .read(
                  "[1e-400,-0,1.10,123456789012345678901234567890.5,1.2345678e-320,0.1e1,"
                      + "9007199254740993]")
              .equals(output.get("odd"))) {
        fault("digits", "the output of record " + child.index() + " became " + output.get("odd"));
      }
      if (scenario.word(own).equals("huge")
          && !document.read("1e2147483648").equals(output.get("v"))) {
        fault("digits", "the output of record " + child.index() + " became " + output.get("v"));
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void failed(
      Child child, String what, Try last, List<Phase> phases, Set<String> deadly, int[] unseen) {
    String error = child.error();
    boolean hostTrouble = phases.stream().anyMatch(Judge::ailing);
    if (error.equals("Lambda.TooManyRequestsException")) {
      if (scenario.reserved() == 0) {
        fault("throttled", what + " though the function has no reserved concurrency");
      }
      return;
    }
    if (unwritten(child, phases)) {
      return;
    }
    if (error.equals("Lambda.ServiceException")) {
      if (!hostTrouble) {
        fault("service", what + " though nothing ails the machine: " + child.cause());
      }
      return;
    }
    if (last == null || endedUnseen(child, last, phases)) {
      if (error.equals("Runtime.ExitError")) {
        unseen[0]++;
      } else {
        fault("failed unseen", what + " though the function never saw it: " + child.cause());
      }
      return;
    }
    if (last.batch() > 0 && (last.outcome() == null || last.isGarbage() || last.dropped())) {
      fault("not by itself", what + " though the invocation was a batch's: " + last);
      return;
    }
    long killed = phases.stream().mapToInt(Phase::kills).sum();
    switch (error) {
      case "Runtime.ExitError" -> {
        String word = scenario.word(last);
        boolean own = List.of("crash", "kill", "cut").contains(word);
        if (!own && killed == 0 && !deadly.contains(last.pid())) {
          fault("exit", what + " though its process was well: " + last);
        }
      }
      case "Sandbox.Timedout" -> {
        long took = last.ended() == 0 ? Long.MAX_VALUE : last.ended() - last.began();
        boolean hangs = scenario.word(last).equals("hang");
        if (!hangs && took < scenario.timeoutSeconds() * 1000L * TIMEOUT_SHARE) {
          fault("timeout", what + " though it took " + took + " ms: " + last);
        } else if (!hangs && last.ended() == 0 && killed == 0 && !deadly.contains(last.pid())) {
          fault("timeout", what + " though it does not hang: " + last);
        }
      }
      default -> {
        if (last.outcome() == null) {
          fault("wrong error", what + " but the last attempt did not come to an answer: " + last);
        } else if (!ERRORS.getOrDefault(last.outcome(), Set.of(last.outcome())).contains(error)
            && !last.outcome().equals("huge")) {
          fault("wrong error", what + " but the function said " + last.outcome());
        }
      }
    }
  }

  /** Who was given a record again must have had a reason. */
  private void given(long index, List<Try> tries, List<Phase> phases, int batchSize, Child child) {
    Object expected = records.get((int) index);
    for (int i = 0; i < tries.size(); i++) {
      Try one = tries.get(i);
      event(expected, one);
      if (i + 1 < tries.size() && !one.retriable() && !takenApart(one, tries.get(i + 1))) {
        again(one, tries.get(i + 1), phases);
      }
    }
    Try last = tries.get(tries.size() - 1);
    boolean cut = phases.stream().anyMatch(phase -> phase.died() || phase.stopped());
    boolean exhausted = child != null && !child.status().equals("FAILED");
    // An invocation that tells nothing of a batch's record is none of the record's attempts.
    long attempts = batchSize == 1 ? tries.size() : tries.stream().filter(Try::retriable).count();
    long told = batchSize == 1 ? tries.size() : tries.stream().filter(Try::told).count();
    if (last.retriable()
        && attempts < mostTries
        && !(batchSize > 1 && phases.stream().anyMatch(Judge::ailing))
        && !cut
        && !exhausted
        && scenario.reserved() == 0
        && child != null
        && child.error().endsWith(".TransientFailure")) {
      fault(
          "retry dropped", "record " + index + " was tried " + attempts + " times of " + mostTries);
    }
    if (told > mostTries && !cut) {
      fault("retried too often", "record " + index + " was tried " + told + " times");
    }
  }

  /** A batch whose invocation told nothing of a record: it was run again, now by itself. */
  private boolean takenApart(Try one, Try next) {
    if (one.batch() == 0 || one.told() || companions.phaseOf(one) != companions.phaseOf(next)) {
      return false;
    }
    if (one.dropped()) {
      return true;
    }
    // Whoever is throttled when it is alone waits, and those who waited are a batch.
    boolean mayWait = scenario.reserved() > 0 || ailing(companions.phaseOf(one)) || one.retriable();
    if (next.batch() > 0 && !mayWait) {
      fault("not by itself", "record " + one.index() + " was in a batch again, after " + one);
    }
    return true;
  }

  private static boolean ailing(Phase phase) {
    return phase.disturbance() == Disturbance.DESCRIPTORS
        || phase.disturbance() == Disturbance.KILL_HELPER;
  }

  private void event(Object expected, Try one) {
    try {
      Map<?, ?> event = (Map<?, ?>) new Document().read(one.event());
      if (Document.number(event.get("index")) != one.index()
          || !expected.equals(event.get("record"))
          || one.batch() == 0 && !scenario.parameters().equals(event.get("parameters"))
          || !event.get("textValues").equals(scenario.form() == FileForm.CSV)) {
        fault(
            "wrong event", "under index " + one.index() + " the function was given " + one.event());
      }
    } catch (IOException e) {
      fault("wrong event", "the function was given what is no JSON: " + one.event());
    }
  }

  private void again(Try one, Try next, List<Phase> phases) {
    for (Phase phase : phases) {
      // A process outlives its engine by the moment that it takes to begin with its last event.
      boolean between =
          one.began() <= phase.endedMillis() + OUTLIVES_MILLIS
              && next.began() >= phase.endedMillis();
      if (between && phase != phases.get(phases.size() - 1)) {
        // Another engine: an outcome that was known to the one before is not found out again.
        long settled = companions.settledMillis(one);
        if (phase.died() && one.sent() && one.ended() > 0 && settled > WINDOW_MILLIS) {
          fault(
              "run again",
              "record "
                  + one.index()
                  + " though it and its batch had ended "
                  + settled
                  + " ms before the engine was killed");
        }
        return;
      }
    }
    fault("run again", "record " + one.index() + " without a reason, after " + one);
  }

  private void counts(ResultSet results, Summary summary, int total) {
    same("total", summary.count("total"), total);
    same("succeeded", summary.count("succeeded"), results.count("SUCCEEDED"));
    same("failed", summary.count("failed"), results.status("FAILED"));
    same("timedOut", summary.count("timedOut"), results.status("TIMED_OUT"));
    same("aborted", summary.count("aborted"), results.status("ABORTED"));
    same("pending", summary.count("pending"), results.count("PENDING"));
  }

  private void same(String what, long said, long is) {
    if (said != is) {
      fault("counts", "the summary says " + said + " " + what + ", the results have " + is);
    }
  }

  private void ending(
      ResultSet results, List<Phase> phases, double tolerated, Summary summary, int total) {
    Phase last = phases.get(phases.size() - 1);
    long failures = results.status("FAILED", "TIMED_OUT");
    boolean exceeded = total > 0 && failures * 100.0 / total > tolerated;
    boolean disturbed =
        phases.stream()
            .anyMatch(
                phase ->
                    phase.stopped()
                        || Set.of(
                                Disturbance.FILE_SIZE,
                                Disturbance.DESCRIPTORS,
                                Disturbance.KILL_HELPER,
                                Disturbance.RESULTS_DELETED,
                                Disturbance.INPUT_DAMAGED,
                                Disturbance.INPUT_REPLACED)
                            .contains(phase.disturbance()));
    String expected =
        exceeded ? "FAILED" : results.count("PENDING") == 0 ? "SUCCEEDED" : "not SUCCEEDED";
    boolean as =
        expected.equals("not SUCCEEDED")
            ? !summary.status().equals("SUCCEEDED")
            : summary.status().equals(expected);
    if (!as && !(disturbed && !summary.status().equals("SUCCEEDED"))) {
      fault(
          "status",
          summary.status()
              + " "
              + summary.error()
              + " where "
              + expected
              + " is due, with "
              + failures
              + " failures of "
              + total
              + " and "
              + tolerated
              + " % tolerated");
    }
    if (exceeded
        && !disturbed
        && !summary.error().equals("Tenfold.ExceedToleratedFailureThreshold")) {
      fault("status", "the error is " + summary.error());
    }
    if (results.count("PENDING") > 0 && !exceeded && !disturbed) {
      fault("pending", results.count("PENDING") + " records are pending without a reason");
    }
    exitCode(last, summary);
  }

  private void exitCode(Phase last, Summary summary) {
    int exit = last.ended().exitCode();
    // A retry is to leave no failed record.
    boolean left =
        last.ended().words().contains("retry")
            && summary.count("failed") + summary.count("timedOut") + summary.count("aborted") > 0;
    boolean well = summary.status().equals("SUCCEEDED") && !left;
    int due = Boolean.FALSE.equals(summary.proof()) ? 4 : well ? 0 : 1;
    // A process that a signal stopped ends with the signal's number, whatever its run came to.
    boolean signalled = last.stopped() && (exit == 130 || exit == 143);
    // What could not be read is said to be unread, and so not lost.
    boolean unread = due == 4 && exit == 1 && summary.count("unread") > 0;
    if (exit != due && !signalled && !unread) {
      fault("exit code", "it is " + exit + " where " + due + " is due");
    }
  }
}
