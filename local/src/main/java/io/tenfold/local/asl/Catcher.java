package io.tenfold.local.asl;

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
    List<?> entries = state.array("Catch");
    return state.entries(
        "Catch",
        entries,
        "Catch",
        (entry, place) ->
            new Catcher(
                Retrier.errorEquals(entry, place == entries.size() - 1),
                new Exit(entry.template("Output"), entry.assign(), entry.requiredText("Next"))));
  }
}
