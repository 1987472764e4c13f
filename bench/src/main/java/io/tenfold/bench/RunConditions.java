package io.tenfold.bench;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a benchmark's figures were found under.
 *
 * @param machine where
 * @param date when it began
 * @param commit what was checked out
 * @param load the load average before it
 */
public record RunConditions(Machine machine, Instant date, String commit, double load) {

  /** Returns those of a benchmark that begins now. */
  public static RunConditions now(Repository repository) throws IOException, InterruptedException {
    return new RunConditions(
        Machine.here(),
        Instant.now().truncatedTo(ChronoUnit.SECONDS),
        repository.commit(),
        Machine.load());
  }

  /** Returns what a benchmark's JSON begins with; the caller adds what it found. */
  public Map<String, Object> json(String benchmark) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("benchmark", benchmark);
    json.put("date", date.toString());
    json.put("commit", commit);
    json.put("machine", machine.toJson());
    json.put("loadAverageBefore", load);
    return json;
  }

  /** Returns lines for people. */
  public String text() {
    return "Machine: %s%nDate:    %s, commit %s%nLoad:    %.2f before the run, on %d cores%n"
        .formatted(machine.sentence(), date, commit, load, machine.cores());
  }
}
