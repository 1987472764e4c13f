package io.tenfold.cli.soak;

import io.tenfold.cli.soak.Ledger.Given;
import io.tenfold.cli.soak.Ledger.Try;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Who travelled with whom: a record has its outcome when all of its batch have theirs, since they
 * are written down together.
 */
final class Companions {
  private final Scenario scenario;
  private final Set<Long> indexes;
  private final int batchSize;
  private final int mostTries;
  private final Map<Phase, Map<Long, List<Long>>> batches = new IdentityHashMap<>();
  private final Map<Phase, Map<Long, List<Try>>> tries = new IdentityHashMap<>();

  private Companions(Scenario scenario, Set<Long> indexes, int batchSize, int mostTries) {
    this.scenario = scenario;
    this.indexes = indexes;
    this.batchSize = batchSize;
    this.mostTries = mostTries;
  }

  /**
   * Reads who was given together in each of a run's phases.
   *
   * @param indexes of the records that the run had
   */
  static Companions of(
      Scenario scenario,
      List<Phase> phases,
      Ledger ledger,
      Set<Long> indexes,
      int batchSize,
      int mostTries)
      throws IOException {
    Companions companions = new Companions(scenario, indexes, batchSize, mostTries);
    for (Phase phase : phases) {
      Map<Long, List<Long>> largest = new HashMap<>();
      for (Given given : ledger.given(phase.from(), phase.to())) {
        List<Long> batch = given.indexes();
        // What a batch is invoked with again is less of it.
        batch.forEach(index -> largest.merge(index, batch, (a, b) -> a.size() >= b.size() ? a : b));
      }
      companions.batches.put(phase, largest);
      companions.tries.put(phase, ledger.tries(phase.from(), phase.to()));
    }
    return companions;
  }

  /** Returns the phase that an attempt was in. */
  Phase phaseOf(Try one) {
    return tries.entrySet().stream()
        .filter(
            each ->
                each.getValue().getOrDefault(one.index(), List.of()).stream()
                    .anyMatch(t -> t.token().equals(one.token())))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  /**
   * Returns how long before the end of an attempt's phase the last of the record's batch had its
   * outcome, in milliseconds; 0 or less if some had none.
   */
  long settledMillis(Try one) {
    Phase phase = phaseOf(one);
    long settled = Long.MAX_VALUE;
    for (long each : companions(one.index(), phase)) {
      List<Try> all = tries.get(phase).getOrDefault(each, List.of());
      if (!isOver(all)) {
        return 0;
      }
      settled = Math.min(settled, phase.endedMillis() - endMillis(all.get(all.size() - 1)));
    }
    return settled;
  }

  private long endMillis(Try last) {
    if (last.ended() > 0) {
      return last.ended();
    }
    // Its process died when it began, or was ended by the engine.
    boolean hangs = scenario.word(last).equals("hang");
    return last.began() + (hangs ? scenario.timeoutSeconds() * 1_000L : 0);
  }

  private List<Long> companions(long index, Phase phase) {
    if (batchSize == 1) {
      return List.of(index);
    }
    List<Long> batch = batches.get(phase).get(index);
    if (batch != null) {
      return batch;
    }
    // The process that was given the batch died before it could say so: some of these.
    List<Long> neighbours = new ArrayList<>();
    LongStream.rangeClosed(index - batchSize + 1, index + batchSize - 1)
        .filter(each -> indexes.contains(each) && !batches.get(phase).containsKey(each))
        .forEach(neighbours::add);
    return neighbours;
  }

  /** Whether the workflow had nothing more to do for a record. */
  private boolean isOver(List<Try> all) {
    if (all.isEmpty()) {
      return false;
    }
    Try last = all.get(all.size() - 1);
    if (last.batch() == 0 && batchSize > 1 && !last.sent()) {
      return true; // By itself, a record fails with its process.
    }
    boolean told = last.batch() == 0 ? last.sent() : last.told();
    long again = all.stream().filter(Try::retriable).count();
    return told && (!last.retriable() || again >= mostTries);
  }
}
