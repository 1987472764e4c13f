package io.tenfold.local.asl;

import java.util.ArrayList;
import java.util.List;

/**
 * One entry of a Catch: which errors, and where to go on.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html#error-handling-fallback-states">Fallback
 *     states</a>
 */
record Catcher(List<String> errorEquals, Exit exit) {

  static List<Catcher> listOf(Fields state) {
    List<Catcher> catchers = new ArrayList<>();
    List<?> entries = state.array("Catch");
    for (int i = 0; i < entries.size(); i++) {
      Fields entry = state.entry("Catch", i, entries.get(i), "Catch");
      entry.take("Comment");
      List<String> errors = Retrier.errorEquals(entry, i == entries.size() - 1);
      catchers.add(
          new Catcher(
              errors,
              new Exit(entry.template("Output"), entry.assign(), entry.requiredText("Next"))));
      entry.finish();
    }
    return catchers;
  }
}
