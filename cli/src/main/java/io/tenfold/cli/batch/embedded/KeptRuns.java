package io.tenfold.cli.batch.embedded;

import io.tenfold.cli.batch.Batches;
import io.tenfold.cli.console.FaultWords;
import io.tenfold.cli.console.Hints;
import io.tenfold.cli.console.UserError;
import io.tenfold.cli.environment.KeptEnvironment;
import io.tenfold.local.arn.ExecutionArn;
import io.tenfold.local.folder.FolderObjectStore;
import io.tenfold.local.map.result.ManifestLocation;
import io.tenfold.local.map.run.UnfinishedMapRun;
import io.tenfold.local.port.ServiceException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The runs of other processes, by the file that each kept of itself and by what it wrote of its
 * records: a file may be broken or gone, and a process may be killed before it says how it ended.
 */
final class KeptRuns {
  private final Hints hints;
  private final Path folder;
  private final FolderObjectStore store;
  private final ExecutionFiles files;
  private final Consumer<String> warnings;

  /** What runs came to, by ARN: that is read once. */
  private final Map<String, ExecutionFiles.Entry> ended = new HashMap<>();

  /** Takes the batches' folder, and who is told of files that can't be read. */
  KeptRuns(
      Path folder,
      FolderObjectStore store,
      ExecutionFiles files,
      Consumer<String> warnings,
      Hints hints) {
    this.hints = hints;
    this.folder = folder;
    this.store = store;
    this.files = files;
    this.warnings = warnings;
  }

  /** Returns the name in an execution's ARN; of a name, itself. */
  static String nameOf(String arn) {
    return ExecutionArn.find(arn).map(ExecutionArn::name).orElse(arn);
  }

  /**
   * Returns a run.
   *
   * @throws UserError if there is none, or it can't be read
   */
  ExecutionFiles.Entry find(String arn) {
    ExecutionFiles.Entry known = ended.get(arn);
    if (known != null) {
      return known;
    }
    ExecutionFiles.Entry entry = found(arn);
    if (entry == null) {
      throw new UserError(
          "There is no run "
              + arn
              + " in "
              + folder
              + ". Those that there are: "
              + hints.command("list"));
    }
    ExecutionFiles.Entry seen = alive(entry);
    if (seen.run().ended()) {
      ended.put(arn, seen);
    }
    return seen;
  }

  /** Returns all runs, newest first. */
  Stream<Batches.Run> newestFirst() {
    List<ExecutionFiles.Entry> entries = new ArrayList<>(files.newestFirst());
    entries.addAll(withoutFile(entries));
    entries.sort(Comparator.comparing((ExecutionFiles.Entry e) -> e.run().startDate()).reversed());
    return entries.stream().map(entry -> alive(entry).run());
  }

  private List<ExecutionFiles.Entry> withoutFile(List<ExecutionFiles.Entry> entries) {
    Set<String> known = new HashSet<>();
    entries.forEach(entry -> known.add(entry.run().arn()));
    List<ExecutionFiles.Entry> others = new ArrayList<>();
    try {
      for (UnfinishedMapRun left : UnfinishedMapRun.in(store, EmbeddedBatches.NAME)) {
        if (known.add(left.executionArn())) {
          others.add(entry(left));
        }
      }
    } catch (IOException e) {
      warnings.accept("Can't look for unfinished runs in " + folder + ": " + FaultWords.of(e));
    }
    return others;
  }

  /**
   * Returns the Map Runs of a run that have no complete results.
   *
   * @throws UserError if they can't be read
   */
  List<UnfinishedMapRun> unfinishedOf(String arn) {
    try {
      return UnfinishedMapRun.of(store, EmbeddedBatches.NAME, arn);
    } catch (IOException e) {
      throw new UserError(
          "Can't read what " + arn + " left in " + folder + ": " + FaultWords.of(e), e);
    }
  }

  /** Its file says less than what it wrote of its records, but may be broken, or gone. */
  private ExecutionFiles.Entry found(String arn) {
    ExecutionFiles.Entry entry;
    try {
      entry = files.find(nameOf(arn));
    } catch (UserError e) {
      List<UnfinishedMapRun> left = unfinishedOf(arn);
      if (left.isEmpty()) {
        throw e;
      }
      warnings.accept(e.getMessage());
      return entry(left.get(0));
    }
    if (entry != null) {
      return beingResumed(entry) ? withoutResults(entry) : entry;
    }
    List<UnfinishedMapRun> left = unfinishedOf(arn);
    return left.isEmpty() ? null : entry(left.get(0));
  }

  /**
   * Tells whether a run's results were taken up again by a process that was killed before the run's
   * file said so: what they were complete by is gone, and what tells of an unfinished run is there.
   */
  private boolean beingResumed(ExecutionFiles.Entry entry) {
    ManifestLocation results = entry.results();
    if (results == null) {
      return false;
    }
    try {
      store.head(results.bucket(), results.key());
      return false;
    } catch (ServiceException e) {
      return !unfinishedOf(entry.run().arn()).isEmpty();
    } catch (IOException e) {
      return false; // whoever reads it says what is wrong
    }
  }

  private static ExecutionFiles.Entry withoutResults(ExecutionFiles.Entry entry) {
    return new ExecutionFiles.Entry(
        entry.run(),
        entry.reader(),
        entry.mapRun(),
        null,
        entry.function(),
        entry.environment(),
        entry.process());
  }

  /** Makes up the file of a run of which only what it wrote of its records is left. */
  private ExecutionFiles.Entry entry(UnfinishedMapRun left) {
    boolean running;
    try {
      running = left.isRunning();
    } catch (IOException e) {
      running = false;
    }
    String name = nameOf(left.executionArn());
    return new ExecutionFiles.Entry(
        new Batches.Run(
            left.executionArn(),
            name,
            running ? "RUNNING" : "ABORTED",
            left.startDate(),
            running ? null : left.startDate(),
            left.input(),
            null,
            running ? null : "Tenfold.Killed",
            running ? null : killed("Its process", name, List.of(), true),
            null,
            null),
        left.reader(),
        null,
        null,
        new Batches.FunctionUse(0, 0, folder.resolve("lambda").resolve("logs"), List.of()),
        KeptEnvironment.NOTHING,
        new ProcessIdentity(0, "unknown"));
  }

  private String killed(String process, String name, List<String> options, boolean goesOn) {
    return process
        + " ended before the results were complete, and did not say why: it was killed, or the disk"
        + " was full. "
        + (goesOn
            ? "Go on with the rest of the records: " + hints.again("resume", name, options)
            : "What it had written of its records is gone since. Run the file again: "
                + hints.command("start", "FILE"));
  }

  /** Without what it wrote, a run can only begin anew, and only with its file. */
  boolean canGoOn(ExecutionFiles.Entry entry) {
    if (!unfinishedOf(entry.run().arn()).isEmpty()) {
      return true;
    }
    String key = entry.run().inputText("key");
    String bucket = entry.run().inputText("bucket");
    if (key == null) {
      return true;
    }
    try {
      store.head(bucket == null ? EmbeddedBatches.NAME : bucket, key);
      return true;
    } catch (ServiceException e) {
      return false;
    } catch (IOException e) {
      return true; // whoever reads it says what is wrong
    }
  }

  /** A run whose process is gone without a word was killed: nobody will ever end it. */
  private ExecutionFiles.Entry alive(ExecutionFiles.Entry seen) {
    if (seen.run().ended() || seen.process().running().isPresent() || seen.process().pid() == 0) {
      return seen;
    }
    // It may have ended properly since its file was read.
    ExecutionFiles.Entry entry = files.find(seen.run().name());
    if (entry == null || entry.run().ended()) {
      return entry == null ? seen : entry;
    }
    Batches.Run run = entry.run();
    return new ExecutionFiles.Entry(
        new Batches.Run(
            run.arn(),
            run.name(),
            "ABORTED",
            run.startDate(),
            // As long as it is known to have lived.
            run.startDate().plus(run.measured() == null ? Duration.ZERO : run.measured()),
            run.input(),
            null,
            "Tenfold.Killed",
            killed(
                "Process " + entry.process().pid() + ", which ran it,",
                run.name(),
                entry.function().options(),
                canGoOn(entry)),
            null,
            run.measured()),
        entry.reader(),
        entry.mapRun(),
        entry.results(),
        entry.function(),
        entry.environment(),
        entry.process());
  }
}
