package io.tenfold.cli.web;

import io.tenfold.cli.batch.Batches;
import io.tenfold.cli.console.FaultWords;
import io.tenfold.cli.console.UserError;
import io.tenfold.cli.report.LiveReport;
import io.tenfold.cli.report.ReportDocument;
import io.tenfold.local.json.Json;
import io.tenfold.local.map.result.ResultFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the page shows, as JSON: the runs, and one of them. Looks at them when it is asked, and on
 * AWS less often than a watch on a terminal, which goes on beside it: DescribeMapRun refills at one
 * request per second for the whole account.
 */
public final class RunPages implements AutoCloseable {
  private static final int MOST_RUNS = 50;

  /** A report of a run that is over is kept, and may be large. */
  private static final int MOST_REPORTS = 8;

  private static final Duration HERE_INTERVAL = Duration.ofMillis(500);
  private static final Duration AWAY_INTERVAL = Duration.ofSeconds(5);

  /** Opens the batches; a page asks again where they can't be opened yet. */
  @FunctionalInterface
  public interface Opening {
    /** Returns the batches, which the caller closes. */
    Batches open() throws IOException;
  }

  private record Seen(long atNanos, String json) {}

  private final Opening opening;
  private final Map<String, LiveReport> reports = new LinkedHashMap<>();
  private final Map<String, Seen> seen = new LinkedHashMap<>();
  private Batches batches;

  /** Takes what opens the batches. */
  public RunPages(Opening opening) {
    this.opening = opening;
  }

  /**
   * Returns the runs, and one of them, as JSON in UTF-8.
   *
   * @param run a user's word for it, null for none
   */
  synchronized byte[] data(String run) {
    String fault = null;
    String list = "[]";
    String report = "null";
    try {
      if (batches == null) {
        batches = opening.open();
      }
      list = lately("list", () -> Json.write(list()));
      if (run != null) {
        String arn = batches.resolve(run);
        report = lately(arn, () -> report(arn));
      }
    } catch (UserError | ResultFiles.Unreadable e) {
      fault = e.getMessage();
      reopen();
    } catch (IOException | RuntimeException e) {
      fault = "It can't be looked at just now: " + FaultWords.of(e);
      reopen();
    }
    return ("{\"live\":true,\"runs\":"
            + list
            + ",\"report\":"
            + report
            + ",\"fault\":"
            + Json.write(fault)
            + "}")
        .getBytes(StandardCharsets.UTF_8);
  }

  private interface Look {
    String take() throws IOException;
  }

  private String lately(String what, Look look) throws IOException {
    Duration interval = batches.objectsAreHere() ? HERE_INTERVAL : AWAY_INTERVAL;
    Seen known = seen.get(what);
    if (known != null && System.nanoTime() - known.atNanos() < interval.toNanos()) {
      return known.json();
    }
    String json = look.take();
    seen.put(what, new Seen(System.nanoTime(), json));
    return json;
  }

  private String report(String arn) throws IOException {
    LiveReport live = reports.remove(arn);
    if (live == null) {
      live = new LiveReport(batches, arn);
    }
    reports.put(arn, live);
    if (reports.size() > MOST_REPORTS) {
      String oldest = reports.keySet().iterator().next();
      reports.remove(oldest);
      seen.remove(oldest);
    }
    ReportDocument document = live.now();
    return document.text();
  }

  private List<Object> list() {
    List<Object> runs = new ArrayList<>();
    for (Batches.Run run : batches.list(null, MOST_RUNS)) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("arn", run.arn());
      json.put("name", run.name());
      json.put("status", run.status());
      json.put("start", run.startDate().toEpochMilli());
      json.put("tookMillis", run.duration().toMillis());
      runs.add(json);
    }
    return runs;
  }

  /** A stack may be applied, or another one, while the page is open. */
  private void reopen() {
    if (batches != null && !batches.objectsAreHere()) {
      close();
      batches = null;
      reports.clear();
    }
  }

  /** Closes the batches. */
  @Override
  public synchronized void close() {
    if (batches != null) {
      batches.close();
    }
  }
}
