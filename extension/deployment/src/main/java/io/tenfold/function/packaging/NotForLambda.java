package io.tenfold.function.packaging;

import java.util.List;

/** Says why a native package would not run on Lambda. */
public final class NotForLambda extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Takes the reasons, one sentence each. */
  NotForLambda(List<String> objections) {
    super(
        "The native function would not run on Lambda: "
            + String.join("; ", objections)
            + ". For a package for tests alone, which is marked as such, build with"
            + " -Dtenfold.test-only=true.");
  }
}
