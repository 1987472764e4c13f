package io.tenfold.local.map.run;

import io.tenfold.local.map.result.ResultFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The Map Runs of an engine, by ARN. */
public final class MapRuns {
  private final Map<String, MapRun> runs = new ConcurrentSkipListMap<>();
  private final List<ResumedMapRun> resumed = new ArrayList<>();

  void add(MapRun run) {
    runs.put(run.arn(), run);
  }

  /** Returns the run of that ARN, if there is one. */
  public Optional<MapRun> find(String arn) {
    return Optional.ofNullable(runs.get(arn));
  }

  /** Returns the runs that an execution started, oldest first. */
  public List<MapRun> startedBy(String executionArn) {
    List<MapRun> started = new ArrayList<>();
    for (MapRun run : runs.values()) {
      if (run.executionArn().equals(executionArn)) {
        started.add(run);
      }
    }
    started.sort((a, b) -> a.startDate().compareTo(b.startDate()));
    return started;
  }

  /** Returns the newest run of an execution that keeps its results, if there is one. */
  public Optional<MapRun> withResults(String executionArn) {
    return startedBy(executionArn).stream()
        .filter(MapRun::keepsResults)
        .reduce((earlier, later) -> later);
  }

  /**
   * Takes over an unfinished run, so that the execution of its ARN, when it is started here, goes
   * on with it instead of beginning a new one.
   *
   * @return false if a process runs it
   * @throws ResultFiles.Unreadable if a result file that was complete can't be read
   */
  public boolean resume(UnfinishedMapRun unfinished) throws IOException {
    return resume(unfinished, () -> {});
  }

  /**
   * The same, and changes something besides, once nothing refuses to go on with the run any more.
   */
  public boolean resume(UnfinishedMapRun unfinished, UnfinishedMapRun.Settlement besides)
      throws IOException {
    Optional<ResumedMapRun> taken = unfinished.resume(besides);
    synchronized (resumed) {
      taken.ifPresent(resumed::add);
    }
    return taken.isPresent();
  }

  /** Returns the run that an execution's Map of this label goes on with, the newest, once. */
  Optional<ResumedMapRun> takeResumed(String executionArn, String label) {
    synchronized (resumed) {
      for (int i = resumed.size() - 1; i >= 0; i--) {
        ResumedMapRun run = resumed.get(i);
        if (run.header().executionArn().equals(executionArn) && run.isOf(label)) {
          return Optional.of(resumed.remove(i));
        }
      }
      return Optional.empty();
    }
  }
}
