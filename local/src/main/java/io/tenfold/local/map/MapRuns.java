package io.tenfold.local.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The Map Runs of an engine, by ARN. */
public final class MapRuns {
  private final Map<String, MapRun> runs = new ConcurrentSkipListMap<>();

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
}
