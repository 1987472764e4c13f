package io.tenfold.bench.coldstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  static Results results(CandidateKind kind, String title, double... nextNanos) {
    return results(kind, title, Optional.empty(), nextNanos);
  }

  private static Results results(
      CandidateKind kind, String title, Optional<RealProcessor> pair, double... nextNanos) {
    Candidate candidate =
        new Candidate(
            kind,
            title,
            "",
            Path.of("a"),
            Path.of("b"),
            List.of(),
            Map.of(),
            List.of(),
            AnswerCheck.OK,
            new Events(Map.of()),
            pair);
    Results results = Results.of(candidate, 100, 200);
    for (double nanos : nextNanos) {
      results.add(Setting.CACHED, start(nanos));
    }
    return results;
  }

  private static Start start(double nextNanos) {
    return new Start(
        10,
        OptionalLong.empty(),
        nextNanos,
        new ProcessUsage(1, 2, 3, 4, 5, 6),
        nextNanos * 2,
        nextNanos,
        nextNanos / 2,
        nextNanos / 4,
        7,
        0);
  }

  @Test
  void theMiddleStartCounts() {
    Results results = results(CandidateKind.NATIVE, "own", 9e6, 4e6, 5e6);
    assertThat(Figure.NEXT_CACHED.of(results)).isEqualTo(5);
    assertThat(Figure.NEXT_EVICTED.of(results)).isNaN();
  }

  @Test
  void startsThatWereThrottledLaterCountForTheStart() {
    Results results = results(CandidateKind.NATIVE, "own", 4e6);
    results.add(Setting.CACHED_128, start(6e6));
    assertThat(Figure.NEXT_CACHED.of(results)).isEqualTo(5);
    assertThat(Figure.FIRST.of(results)).isEqualTo(8);
    assertThat(Figure.FIRST_128.of(results)).isEqualTo(12);
    assertThat(Figure.FIRST_CPU.of(results)).isEqualTo(2);
    assertThat(Figure.WARM_CPU.of(results)).isEqualTo(1);
  }

  @Test
  void aTargetSaysWhetherItIsMet() {
    Comparison comparison =
        new Comparison(
            List.of(
                results(CandidateKind.NATIVE, "own", 4e6),
                results(CandidateKind.TEMPLATE, "plain", 8e6)));
    Target target = comparison.target(Figure.NEXT_CACHED, CandidateKind.TEMPLATE, 0.5);
    assertThat(target.met()).isTrue();
    assertThat(target.sentence()).endsWith("÷ plain: 0.50, at most 0.50: met");
    assertThat(comparison.target(Figure.ZIP, CandidateKind.TEMPLATE, 0.5).met()).isFalse();
  }

  @Test
  void withoutItsReferenceATargetSaysNothing() {
    Comparison alone = new Comparison(List.of(results(CandidateKind.NATIVE, "own", 4e6)));
    assertThat(Target.all(alone))
        .extracting(Target::name)
        .containsExactly("firstInvokeMillis, cached ÷ warmInvokeMillis, cached");
  }

  @Test
  void ofAPairThePlainOneIsTheReference() {
    Results json = results(CandidateKind.PROCESSOR, "json", Optional.of(RealProcessor.JSON), 4e6);
    Comparison comparison =
        new Comparison(
            List.of(
                results(CandidateKind.TEMPLATE, "plain", 1e6),
                results(CandidateKind.PROCESSOR_PLAIN, "a", Optional.of(RealProcessor.AWS), 2e6),
                results(CandidateKind.PROCESSOR_PLAIN, "j", Optional.of(RealProcessor.JSON), 8e6),
                json));

    assertThat(comparison.ratio(json, Figure.NEXT_CACHED, CandidateKind.TEMPLATE)).isEqualTo(0.5);
    assertThat(comparison.target(RealProcessor.JSON, Figure.NEXT_CACHED, 0.5).met()).isTrue();
    assertThat(comparison.target(RealProcessor.AWS, Figure.NEXT_CACHED, 0.5).met())
        .as("what was not measured")
        .isFalse();
    assertThat(Target.all(comparison))
        .extracting(Target::name)
        .containsExactly(
            "JSON: zipBytes ÷ plain", "JSON: firstInvokeMillis, cached ÷ warmInvokeMillis, cached");
  }
}
