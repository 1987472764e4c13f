package io.tenfold.local.map.run;

import io.tenfold.local.arn.MapRunArn;
import io.tenfold.local.map.result.ResultFiles;
import io.tenfold.local.map.result.ResultGroup;
import io.tenfold.local.port.GrowingObjects;
import java.io.Closeable;
import java.util.List;
import java.util.Map;

/**
 * A Map Run that was {@linkplain UnfinishedMapRun#resume taken over}: its Distributed Map goes on
 * with it, under its ARN and in its folder, and runs the items without an outcome.
 *
 * @param folder of its results, with its slash; those of redrives are below
 * @param redriveCount how often it was redriven
 * @param complete the result files that each group has
 * @param announced from which position on no item was started
 * @param hold what keeps other processes from resuming it
 */
record ResumedMapRun(
    RunJournal.Header header,
    String bucket,
    String folder,
    int redriveCount,
    Outcomes outcomes,
    Map<ResultGroup, List<ResultFiles.File>> complete,
    long announced,
    Closeable hold,
    GrowingObjects store) {

  /** Returns the run's id, the last part of its ARN. */
  String id() {
    return MapRunArn.parse(header.mapRunArn()).id();
  }

  /** Tells whether the run is of the Map with this label. */
  boolean isOf(String label) {
    return MapRunArn.parse(header.mapRunArn()).label().equals(label);
  }
}
