package io.tenfold.cli.results;

import io.tenfold.local.map.result.BatchFailures;
import io.tenfold.local.map.result.ChildExecution;
import io.tenfold.local.map.result.ResultFiles;
import io.tenfold.local.map.result.ResultGroup;
import java.io.IOException;
import java.util.function.Consumer;

/** The records of a run that failed, each as the child that it had. */
@FunctionalInterface
public interface FailedChildren {
  /** Hands on each of them. */
  void forEach(Consumer<ChildExecution> to) throws IOException;

  /** Returns those in result files. */
  static FailedChildren of(ResultFiles results) {
    return to -> results.forEach(ResultGroup.FAILED, to);
  }

  /** Returns those written down by a run that goes on: by index, without the records themselves. */
  static FailedChildren of(BatchFailures failures) {
    return to ->
        failures.forEach(
            failure ->
                to.accept(
                    new ChildExecution(
                        "",
                        "",
                        "",
                        "FAILED",
                        "{\"index\":" + failure.index() + "}",
                        null,
                        failure.error(),
                        failure.cause(),
                        null,
                        null)));
  }
}
