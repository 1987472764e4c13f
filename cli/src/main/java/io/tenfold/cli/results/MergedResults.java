package io.tenfold.cli.results;

import io.tenfold.cli.batch.Batches;
import io.tenfold.local.map.result.ChildExecution;
import io.tenfold.local.map.result.RecordIndex;
import io.tenfold.local.map.result.ResultFiles;
import io.tenfold.local.map.result.ResultGroup;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The outputs of one run or several, in the order of the records in the first one's file. */
public final class MergedResults {

  /**
   * A run's results, how many records it read, and of how many of them it has no outcome because it
   * did not finish.
   */
  public record Source(Batches.Run run, ResultFiles files, long read, long open) {}

  private final List<Source> sources;
  private final OutputFormat format;
  private final boolean withInput;
  private final IndexSorter sorter;
  private final Coverage coverage = new Coverage();
  private long written;

  /**
   * Takes the runs, oldest first.
   *
   * @param withInput whether each output has its record beside it
   */
  public MergedResults(
      List<Source> sources, OutputFormat format, boolean withInput, IndexSorter sorter) {
    this.sources = sources;
    this.format = format;
    this.withInput = withInput;
    this.sorter = sorter;
  }

  /** Writes all outputs in order, and returns what became of every record. */
  public Coverage writeTo(OutputStream out) throws IOException {
    for (int run = 0; run < sources.size(); run++) {
      read(run, sources.get(run));
    }
    if (sources.get(0).run().retryOf() == null) {
      coverage.compareWithFile(sources.get(0).read(), sources.get(0).open());
    }
    format.begin(out);
    long[] last = {-1};
    sorter.forEach(
        (index, run, buffer, offset, length) -> {
          // The latest run's comes first; what earlier ones had is replaced by it.
          if (index != last[0]) {
            last[0] = index;
            format.line(out, buffer, offset, length);
            written++;
          }
        });
    format.end(out);
    out.flush();
    return coverage;
  }

  /** Returns what became of every record. */
  public Coverage coverage() {
    return coverage;
  }

  /** Returns how many outputs were written. */
  public long written() {
    return written;
  }

  private void read(int run, Source source) {
    coverage.startRun();
    source
        .files()
        .forEach(
            ResultGroup.SUCCEEDED,
            child -> {
              long index = RecordIndex.of(child.input());
              if (coverage.succeeded(index, child.name())) {
                add(run, index, child);
              }
            });
    source
        .files()
        .forEach(
            ResultGroup.FAILED,
            child -> coverage.failed(RecordIndex.of(child.input()), child.name()));
    source
        .files()
        .forEach(
            ResultGroup.PENDING,
            child -> coverage.pending(RecordIndex.of(child.input()), child.name()));
    coverage.endRun(source.run().name(), source.read() - source.open());
  }

  private void add(int run, long index, ChildExecution child) {
    byte[] line =
        withInput
            ? OutputLine.withInput(index, child.inputJson(), child.outputJson())
            : OutputLine.of(index, child.outputJson());
    format.prepare(line);
    try {
      sorter.add(index, run, line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
