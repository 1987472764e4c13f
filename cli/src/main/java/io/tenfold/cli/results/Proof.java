package io.tenfold.cli.results;

import io.tenfold.cli.batch.Batches;
import io.tenfold.cli.batch.RecordCounts;
import io.tenfold.cli.console.Quantity;
import io.tenfold.cli.console.UserError;
import io.tenfold.local.map.read.ItemReaderFailed;
import io.tenfold.local.map.result.Reconciliation;
import io.tenfold.local.map.result.RecordIndex;
import io.tenfold.local.map.result.ResultFiles;
import io.tenfold.local.map.result.ResultGroup;
import io.tenfold.local.map.run.MapRun;
import java.util.BitSet;

/** Whether a run accounts for each of its records exactly once, and that in a sentence. */
public record Proof(Verdict verdict, String sentence) {

  /** What the results show. */
  enum Verdict {
    /** Each record is accounted for exactly once. */
    HOLDS("proof"),
    /** Records are missing, there twice, or not the file's. */
    LOST("LOST"),
    /** Results are missing or can't be read. */
    UNPROVEN("UNPROVEN"),
    /** The run did not get through its records; what became of each is known. */
    OPEN("open");

    private final String label;

    Verdict(String label) {
      this.label = label;
    }

    /** Returns the word for it in a summary. */
    String label() {
      return label;
    }
  }

  /** Tells whether each record is accounted for exactly once. */
  public boolean holds() {
    return verdict == Verdict.HOLDS;
  }

  /** Tells whether what is known of the records contradicts itself, or can't be known. */
  boolean broken() {
    return verdict == Verdict.LOST || verdict == Verdict.UNPROVEN;
  }

  /**
   * Reads all results, as far as they can be read, and the file of records where it is known and at
   * hand; takes a bit or two of memory per record.
   *
   * @param also takes part in reading the results; it is not told of an end where they, or the
   *     file, can't be read
   */
  public static Proof of(
      Batches batches,
      ResultFiles results,
      Batches.MapRunState run,
      boolean retry,
      ResultFiles.Visitor also) {
    MapRun.ItemCounts counts = run.counts();
    try (Reconciliation.Expected expected = expected(batches, run, retry)) {
      Reconciliation found = Reconciliation.of(results, expected, also);
      long failed = counts.failed() + counts.timedOut();
      // Of a batch that was aborted, failures may be written down, and they do not count; and of an
      // EXPRESS child that AWS ran twice, more than its results have.
      if (RecordCounts.isBatched(run.arn())
          && counts.aborted() == 0
          && found.accountsForWhatWasRead()
          && found.failed() > failed) {
        return new Proof(
            Verdict.UNPROVEN,
            String.format(
                "%s But %,d were counted as failed, by which the run's end was decided: what it"
                    + " wrote down of failed records was changed while it went on.",
                found.sentence(), failed));
      }
      return new Proof(
          found.holds()
              ? Verdict.HOLDS
              : found.accountsForWhatWasRead() ? Verdict.OPEN : Verdict.LOST,
          found.sentence());
    } catch (ResultFiles.Unreadable | ItemReaderFailed | UserError e) {
      return unread(found(results), counts.total(), e.getMessage());
    }
  }

  private static Reconciliation.Expected expected(
      Batches batches, Batches.MapRunState run, boolean retry) {
    Reconciliation.Expected expected =
        Reconciliation.Expected.of(run.counts().total(), run.counts().unread(), retry);
    return run.dataset() == null ? expected : expected.comparedWith(batches.store(), run.dataset());
  }

  /** Says what is known of the records of a run that has no complete results. */
  public static Proof unfinished(MapRun.ItemCounts counts) {
    StringBuilder text =
        new StringBuilder(
            String.format("%,d succeeded + %,d failed", counts.succeeded(), counts.failed()));
    append(text, counts.aborted(), "aborted");
    append(text, counts.running(), "that may have run");
    append(text, counts.pending(), "not started");
    append(text, counts.unread(), "not read");
    return new Proof(
        Verdict.OPEN,
        text.append(
                String.format(
                    " = %s; the run is not finished.", Quantity.of(counts.total(), "record")))
            .toString());
  }

  private static void append(StringBuilder text, long count, String what) {
    if (count > 0) {
      text.append(String.format(" + %,d %s", count, what));
    }
  }

  /** Returns that nothing is known of the records of a run, and why. */
  static Proof none(long expected, String reason) {
    return unread(0, expected, reason);
  }

  private static Proof unread(long found, long expected, String reason) {
    return new Proof(
        Verdict.UNPROVEN,
        String.format(
            "%,d of %s are in results that can be read: %s",
            found, Quantity.of(expected, "record"), reason));
  }

  /** Returns how many records are in the results, leaving out what can't be read. */
  private static long found(ResultFiles results) {
    BitSet seen = new BitSet();
    for (ResultGroup group : ResultGroup.values()) {
      try {
        results.forEach(
            group,
            child -> {
              long index = RecordIndex.of(child.inputJson());
              if (index >= 0 && index < IndexSorter.MOST_INDEX) {
                seen.set((int) index);
              }
            });
      } catch (ResultFiles.Unreadable | UserError e) {
        // The first of these is told.
      }
    }
    return seen.cardinality();
  }
}
