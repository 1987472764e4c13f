package io.tenfold.bench.reading;

import io.tenfold.bench.HeapWatch;
import io.tenfold.bench.Samples;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures all readers in turn, so that what disturbs the machine disturbs each.
 *
 * @param candidates the readers, JSON's first
 * @param bytes the size of the JSON file whose records are read for the rates
 * @param largeBytes the same, of the file that memory is watched with
 * @param rounds how often each is measured, after a round to warm up
 */
record ReaderComparison(List<ReaderCandidate> candidates, long bytes, long largeBytes, int rounds) {

  /**
   * One reader's figures.
   *
   * @param recordsPerSecond of the median round
   * @param megabytesPerSecond of the file's own bytes, compressed ones included
   * @param overJson the median, over the rounds, of its records per second over JSON's in that
   *     round
   * @param heapLeft the most bytes that a collection left while the file was read
   * @param heapLeftLarge the same while the large file was read
   */
  record Result(
      String name,
      double recordsPerSecond,
      double megabytesPerSecond,
      double overJson,
      long heapLeft,
      long heapLeftLarge) {}

  List<Result> run() throws IOException, InterruptedException {
    long blocks = ReaderCandidate.blocks(candidates, bytes);
    long largeBlocks = ReaderCandidate.blocks(candidates, largeBytes);
    for (ReaderCandidate candidate : candidates) {
      candidate.seconds(blocks);
    }
    List<List<Double>> seconds = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      List<Double> inTurn = new ArrayList<>();
      for (ReaderCandidate candidate : candidates) {
        inTurn.add(candidate.seconds(blocks));
      }
      seconds.add(inTurn);
    }
    HeapWatch heap = new HeapWatch();
    List<Result> results = new ArrayList<>();
    for (int i = 0; i < candidates.size(); i++) {
      int at = i;
      ReaderCandidate candidate = candidates.get(i);
      double median = Samples.of(seconds.stream().map(round -> round.get(at)).toList()).median();
      double overJson =
          Samples.of(seconds.stream().map(round -> round.get(0) / round.get(at)).toList()).median();
      results.add(
          new Result(
              candidate.name(),
              ReaderCandidate.records(blocks) / median,
              candidate.file(blocks).size() / 1e6 / median,
              overJson,
              heapLeft(heap, candidate, blocks),
              heapLeft(heap, candidate, largeBlocks)));
    }
    return results;
  }

  private static long heapLeft(HeapWatch heap, ReaderCandidate candidate, long blocks)
      throws IOException, InterruptedException {
    heap.reset();
    candidate.seconds(blocks);
    return heap.mostLeft();
  }
}
