package io.tenfold.local.map.run;

import io.tenfold.local.arn.MapRunArn;
import io.tenfold.local.map.result.ResultFiles;
import io.tenfold.local.map.result.ResultGroup;
import io.tenfold.local.map.result.ResultWriterFailed;
import io.tenfold.local.port.GrowingObjects;
import io.tenfold.local.port.ServiceException;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * A Map Run that was {@linkplain UnfinishedMapRun#resume taken over}: its Distributed Map goes on
 * with it, under its ARN and in its folder, and runs the items without an outcome.
 *
 * @param folder of its results, with its slash; those of redrives are below
 * @param redriveCount how often it was redriven
 * @param settling completes its result files, and returns those that each group has
 * @param announced from which position on no item was started
 * @param hold what keeps other processes from resuming it
 */
record ResumedMapRun(
    RunJournal.Header header,
    String bucket,
    String folder,
    int redriveCount,
    Outcomes outcomes,
    Settling settling,
    long announced,
    Closeable hold,
    GrowingObjects store) {

  /** The first thing that changes what the run had written. */
  @FunctionalInterface
  interface Settling {
    Map<ResultGroup, List<ResultFiles.File>> run() throws IOException;
  }

  /**
   * Completes what the run had written, once nothing refuses it any more, and returns the result
   * files that each group has. Until the first record runs, this may be interrupted anywhere and
   * done again.
   *
   * @throws ResultWriterFailed if that is not possible
   */
  Map<ResultGroup, List<ResultFiles.File>> settle() {
    try {
      return settling.run();
    } catch (IOException | UncheckedIOException | ServiceException | ResultFiles.Unreadable e) {
      throw ResultWriterFailed.at("s3://" + bucket + "/" + folder, e);
    }
  }

  /** Returns the run's id, the last part of its ARN. */
  String id() {
    return MapRunArn.parse(header.mapRunArn()).id();
  }

  /** Tells whether the run is of the Map with this label. */
  boolean isOf(String label) {
    return MapRunArn.parse(header.mapRunArn()).label().equals(label);
  }
}
