package io.tenfold.cli.results;

import io.tenfold.cli.batch.Batches;
import io.tenfold.local.map.run.MapRun;
import java.util.LinkedHashMap;
import java.util.Map;

/** A run for scripts: the fields that it has in the JSON of every command. */
public final class RunJson {
  private RunJson() {}

  /**
   * Returns the fields, to which a command adds its own: dates as ISO 8601 has them, durations in
   * milliseconds, and null for what is not, or not yet, or not known.
   *
   * @param counts of its records, null where they are not known
   */
  public static Map<String, Object> of(Batches.Run run, MapRun.ItemCounts counts) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("executionArn", run.arn());
    json.put("name", run.name());
    json.put("status", run.status());
    json.put("startDate", run.startDate().toString());
    json.put("stopDate", run.stopDate() == null ? null : run.stopDate().toString());
    json.put("durationMillis", run.duration().toMillis());
    json.put("error", run.error());
    json.put("cause", run.cause());
    json.put("retryOf", run.retryOf());
    json.put("consoleUrl", run.consoleLink());
    json.put("counts", counts == null ? null : counts(counts));
    return json;
  }

  /** Returns how many of a run's records are in which state. */
  public static Map<String, Object> counts(MapRun.ItemCounts counts) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("total", counts.total());
    json.put("succeeded", counts.succeeded());
    json.put("failed", counts.failed());
    json.put("timedOut", counts.timedOut());
    json.put("aborted", counts.aborted());
    json.put("running", counts.running());
    json.put("pending", counts.pending());
    json.put("unread", counts.unread());
    return json;
  }
}
