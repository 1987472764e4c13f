package io.tenfold.bench.coldstart;

import java.util.List;
import java.util.Optional;

/**
 * All candidates' results, side by side.
 *
 * @param all one for each candidate that was measured
 */
record Comparison(List<Results> all) {

  /** Returns a candidate's results, if it was measured. */
  Optional<Results> of(CandidateKind kind) {
    return all.stream().filter(results -> results.candidate().kind() == kind).findFirst();
  }

  /** Returns a candidate's figure, or NaN if that was not measured. */
  double value(CandidateKind kind, Figure figure) {
    return of(kind).map(figure::of).orElse(Double.NaN);
  }

  /**
   * Returns a figure over another candidate's, or NaN; of one of a pair, its plain one is the plain
   * template.
   */
  double ratio(Results results, Figure figure, CandidateKind reference) {
    Optional<RealProcessor> pair = results.candidate().pair();
    double divisor =
        reference == CandidateKind.TEMPLATE && pair.isPresent()
            ? value(CandidateKind.PROCESSOR_PLAIN, pair.get(), figure)
            : value(reference, figure);
    return figure.of(results) / divisor;
  }

  private double value(CandidateKind kind, RealProcessor processor, Figure figure) {
    return all.stream()
        .filter(results -> results.candidate().kind() == kind)
        .filter(results -> results.candidate().pair().equals(Optional.of(processor)))
        .findFirst()
        .map(figure::of)
        .orElse(Double.NaN);
  }

  /** Returns the limit for a processor's figure over that of the same work in the template. */
  Target target(RealProcessor processor, Figure figure, double limit) {
    return new Target(
        processor + ": " + figure.key() + " ÷ plain",
        limit,
        value(CandidateKind.PROCESSOR, processor, figure)
            / value(CandidateKind.PROCESSOR_PLAIN, processor, figure));
  }

  /** Returns the limit for one of a processor's figures over another of its own. */
  Target target(RealProcessor processor, Figure figure, Figure reference, double limit) {
    return new Target(
        processor + ": " + figure.key() + " ÷ " + reference.key(),
        limit,
        value(CandidateKind.PROCESSOR, processor, figure)
            / value(CandidateKind.PROCESSOR, processor, reference));
  }

  /** Returns the limit for the native function's figure over a reference's. */
  Target target(Figure figure, CandidateKind reference, double limit) {
    return new Target(
        figure.key() + " ÷ " + of(reference).map(r -> r.candidate().title()).orElse("?"),
        limit,
        value(CandidateKind.NATIVE, figure) / value(reference, figure));
  }

  /** Returns the limit for one of the native function's figures over another. */
  Target target(Figure figure, Figure reference, double limit) {
    return new Target(
        figure.key() + " ÷ " + reference.key(),
        limit,
        value(CandidateKind.NATIVE, figure) / value(CandidateKind.NATIVE, reference));
  }
}
