package io.tenfold.cli.report;

import io.tenfold.cli.batch.Batches;
import io.tenfold.cli.console.UserError;
import io.tenfold.local.map.run.MapRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A run with those that it tried again, and those that tried it again, as one story. */
final class RetryChain {
  /** Nobody tries the same records again that often; what points at itself ends, too. */
  private static final int LONGEST = 50;

  /** Of how many runs on this machine it is asked whether they tried a run again. */
  private static final int LOOKED_AT = 500;

  /**
   * A run of the chain.
   *
   * @param counts null if it read no record
   */
  record Link(
      String arn,
      String name,
      String status,
      Instant startDate,
      long tookMillis,
      MapRun.ItemCounts counts) {}

  private final Batches batches;

  /** What has ended, by ARN: AWS is asked for its counts once. */
  private final Map<String, Link> ended = new HashMap<>();

  /** Takes whose runs they are. */
  RetryChain(Batches batches) {
    this.batches = batches;
  }

  /** Returns the chain that a run belongs to, oldest first: itself at least. */
  List<Link> of(Batches.Run run) {
    List<Batches.Run> runs = new ArrayList<>(List.of(run));
    Set<String> seen = new HashSet<>(Set.of(run.arn()));
    for (Batches.Run at = run; at.retryOf() != null && runs.size() < LONGEST; ) {
      at = find(at.retryOf());
      if (at == null || !seen.add(at.arn())) {
        break;
      }
      runs.add(0, at);
    }
    addLater(runs, seen);
    List<Link> links = new ArrayList<>();
    if (runs.size() > 1) {
      runs.forEach(each -> links.add(link(each)));
    }
    return links;
  }

  private Batches.Run find(String arn) {
    try {
      return batches.describe(arn);
    } catch (UserError e) {
      return null; // It is gone, or was another account's.
    }
  }

  /** On AWS a list of runs does not say what they tried again, and asking each takes too long. */
  private void addLater(List<Batches.Run> runs, Set<String> seen) {
    Batches.Run last = runs.get(runs.size() - 1);
    if (!last.ended() || !batches.objectsAreHere()) {
      return;
    }
    List<Batches.Run> all = batches.list(null, LOOKED_AT);
    Batches.Run next = last;
    while (next != null && runs.size() < LONGEST) {
      String tried = next.arn();
      next =
          all.stream()
              .filter(each -> tried.equals(each.retryOf()) && seen.add(each.arn()))
              .findFirst()
              .orElse(null);
      if (next != null) {
        runs.add(next);
      }
    }
  }

  private Link link(Batches.Run run) {
    return run.ended() ? ended.computeIfAbsent(run.arn(), arn -> asked(run)) : asked(run);
  }

  private Link asked(Batches.Run run) {
    return new Link(
        run.arn(),
        run.name(),
        run.status(),
        run.startDate(),
        run.duration().toMillis(),
        batches.mapRun(run.arn()).map(Batches.MapRunState::counts).orElse(null));
  }
}
