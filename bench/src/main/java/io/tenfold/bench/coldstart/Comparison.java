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

  /** Returns a figure over another candidate's, or NaN. */
  double ratio(Results results, Figure figure, CandidateKind reference) {
    return figure.of(results) / value(reference, figure);
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
