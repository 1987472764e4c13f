package io.tenfold.local.map.run;

import io.tenfold.local.map.result.ChildExecution;
import io.tenfold.local.map.result.ManifestLocation;
import io.tenfold.local.map.result.ResultFiles;
import io.tenfold.local.map.result.ResultGroup;
import io.tenfold.local.map.result.ResultWriterFailed;
import io.tenfold.local.port.GrowingObjects;
import io.tenfold.local.port.ObjectStore;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a Distributed Map keeps of its Map Run, for a redrive to go on in it: only the children that
 * did not succeed are run again, and those that never started.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/redrive-map-run.html">Redriving
 *     Map Runs</a>
 */
final class RedrivableMapRun {
  /** How often a Map Run can be redriven. */
  static final int MOST_REDRIVES = 1_000;

  private final MapRun run;
  private final ChildInputs inputs;
  private final List<?> array;
  private final DistributedMap.Destination folder;
  private final long startedEvent;
  private final ChildProgress children = new ChildProgress();
  private RunJournal.Header header;
  private long announced;
  private Outcomes outcomes;
  private ManifestLocation manifest;
  private ChildOutputs outputs;

  /**
   * Takes a run that begins.
   *
   * @param array its items; null where it has an ItemReader
   * @param folder of its results; null where it has no ResultWriter
   * @param startedEvent the id of the event with which the state started
   */
  RedrivableMapRun(
      MapRun run,
      ChildInputs inputs,
      List<?> array,
      DistributedMap.Destination folder,
      long startedEvent) {
    this.run = run;
    this.inputs = inputs;
    this.array = array;
    this.folder = folder;
    this.startedEvent = startedEvent;
  }

  MapRun run() {
    return run;
  }

  ChildInputs inputs() {
    return inputs;
  }

  List<?> array() {
    return array;
  }

  DistributedMap.Destination folder() {
    return folder;
  }

  long startedEvent() {
    return startedEvent;
  }

  ChildProgress children() {
    return children;
  }

  /** Takes what tells whether the dataset is the same when it is read again. */
  void reads(RunJournal.Header read) {
    header = read;
  }

  RunJournal.Header header() {
    return header;
  }

  /** Takes from which position on no item was started. */
  void announced(long position) {
    announced = position;
  }

  /** Takes what is known of the items, once their results are written. */
  void ended(Outcomes known, ManifestLocation at, ChildOutputs kept) {
    outcomes = known;
    manifest = at;
    outputs = kept;
  }

  /** Tells whether results are written, to go on from; if not, every item is run again. */
  boolean hasResults() {
    return outcomes != null;
  }

  Outcomes outcomes() {
    return outcomes;
  }

  /** Returns what the children of a Map without a ResultWriter returned. */
  ChildOutputs outputs() {
    return outputs;
  }

  /** Returns the files with what succeeded; a redrive's manifest names them too. */
  List<ResultFiles.File> succeeded(ObjectStore store) {
    return manifest == null ? List.of() : files(store).files(ResultGroup.SUCCEEDED);
  }

  /** Hands on the children that did not succeed, as their results have them. */
  void forEachUnsuccessful(ObjectStore store, Consumer<ChildExecution> to) {
    if (manifest != null) {
      files(store).forEachChild(ResultGroup.FAILED, to);
    }
  }

  /**
   * Opens the journal of a redrive.
   *
   * @throws ResultWriterFailed if it can't be written
   */
  RunJournal journal(ObjectStore store) {
    if (folder == null || !(store instanceof GrowingObjects objects)) {
      return RunJournal.none();
    }
    String bucket = folder.bucket();
    String prefix = folder.prefix();
    int count = run.redriveCount();
    if (hasResults()) {
      return RunJournal.redrive(objects, bucket, prefix, announced, count);
    }
    try {
      // All of it is run again, maybe of another dataset: what there is tells of nothing.
      ResultFiles.unfinished(objects, bucket, prefix, count - 1, run.arn()).delete(objects);
      RunJournal.discard(objects, bucket, prefix, count);
    } catch (IOException e) {
      throw ResultWriterFailed.at("s3://" + bucket + "/" + prefix, e);
    }
    return RunJournal.start(objects, bucket, prefix, header).redriving(count);
  }

  private ResultFiles files(ObjectStore store) {
    return new ResultFiles(store, manifest.bucket(), manifest.key());
  }
}
