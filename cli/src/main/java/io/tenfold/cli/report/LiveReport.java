package io.tenfold.cli.report;

import io.tenfold.cli.batch.Batches;
import io.tenfold.cli.results.RunResults;
import io.tenfold.local.map.result.ResultFiles;
import io.tenfold.local.map.run.MapRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A run's report while it goes on, as of a moment ago, and at its end the report itself. */
public final class LiveReport {
  /** Reading a million records through takes seconds, and is not done anew at every look. */
  private static final int SHARE = 10;

  /** So many points have a chart; of more, every second one is dropped. */
  private static final int MOST_SAMPLES = 1_000;

  private final Batches batches;
  private final RunReport reports;
  private final String arn;
  private final List<Surroundings.Sample> samples = new ArrayList<>();
  private Measurements measurements;
  private long measuredAt;
  private long measuringTook;
  private ReportDocument atItsEnd;

  /** Takes whose run it is, and its ARN. */
  public LiveReport(Batches batches, String arn) {
    this.batches = batches;
    this.reports = new RunReport(batches);
    this.arn = arn;
  }

  /**
   * Returns the run as it is now.
   *
   * @throws ResultFiles.Unreadable if it is over and its results can't be read
   */
  public ReportDocument now() throws IOException {
    if (atItsEnd != null) {
      return atItsEnd;
    }
    Batches.Run run = batches.describe(arn);
    if (run.ended()) {
      atItsEnd = reports.of(arn);
      return atItsEnd;
    }
    Batches.MapRunState mapRun = batches.mapRun(arn).orElse(null);
    measure(run);
    boolean grows = batches.objectsAreHere();
    if (mapRun != null && !grows) {
      sample(run.duration().toMillis(), mapRun.counts());
    }
    return reports.document(run, mapRun, null, measurements, List.copyOf(samples));
  }

  private void measure(Batches.Run run) {
    long now = System.nanoTime();
    if (measurements != null && now - measuredAt < SHARE * measuringTook) {
      return;
    }
    try {
      Optional<ResultFiles> soFar = new RunResults(batches).soFar(run);
      measurements =
          soFar.isPresent()
              ? RunReport.measured(run, soFar.get())
              : Measurements.none(run.startDate());
    } catch (ResultFiles.Unreadable e) {
      // A file that is being written: the next look finds it.
      if (measurements == null) {
        measurements = Measurements.none(run.startDate());
      }
    }
    measuredAt = System.nanoTime();
    measuringTook = measuredAt - now;
  }

  private void sample(long offsetMillis, MapRun.ItemCounts counts) {
    long failed = counts.unsuccessful();
    samples.add(
        new Surroundings.Sample(
            offsetMillis, counts.succeeded() + failed, failed, counts.running()));
    if (samples.size() > MOST_SAMPLES) {
      for (int i = samples.size() - 2; i > 0; i -= 2) {
        samples.remove(i);
      }
    }
  }
}
