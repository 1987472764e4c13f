package io.tenfold.local.map.run;

import io.tenfold.local.asl.execution.PayloadLimit;
import io.tenfold.local.json.Json;
import io.tenfold.local.map.result.ChildExecution;
import io.tenfold.local.map.result.ChildResults;
import io.tenfold.local.map.result.ManifestLocation;
import io.tenfold.local.map.result.ResultGroup;
import io.tenfold.local.map.result.ResultWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the children of a Map without a ResultWriter return, which is what the Map returns: an array
 * in the order of the items, with the output of each child that succeeded, and of one whose failure
 * is tolerated what a result file has of it.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html">ResultWriter,
 *     Transformation COMPACT</a>
 */
final class ChildOutputs implements ChildResults {
  // Apart, as those that did not succeed are run again in a redrive.
  private final SortedMap<Long, String> succeeded = new TreeMap<>();
  private final SortedMap<Long, String> unsuccessful = new TreeMap<>();
  private long succeededCharacters;
  private long unsuccessfulCharacters;

  @Override
  public synchronized void write(ChildExecution child) {
    long position = ChildNames.position(child.name());
    // What a state can't return need not be kept: a character takes a byte at least.
    if (child.group() == ResultGroup.SUCCEEDED) {
      succeededCharacters += child.outputJson().length();
      if (succeededCharacters <= PayloadLimit.BYTES) {
        succeeded.put(position, child.outputJson());
      }
    } else {
      String output = ResultWriter.json(child);
      unsuccessfulCharacters += output.length();
      if (unsuccessfulCharacters <= PayloadLimit.BYTES) {
        unsuccessful.put(position, output);
      }
    }
  }

  /** Forgets what is run again in a redrive. */
  synchronized void redrive() {
    unsuccessful.clear();
    unsuccessfulCharacters = 0;
  }

  @Override
  public ManifestLocation finish() {
    return null;
  }

  /**
   * Returns the array.
   *
   * @throws io.tenfold.local.asl.error.StateError {@code States.DataLimitExceeded} if it takes more
   *     than a state may return
   */
  synchronized Object value(String stateName) {
    long characters = succeededCharacters + unsuccessfulCharacters;
    if (characters > PayloadLimit.BYTES) {
      throw PayloadLimit.exceeded(
          "The Map state '" + stateName + "' returned a result", characters);
    }
    SortedMap<Long, String> outputs = new TreeMap<>(succeeded);
    outputs.putAll(unsuccessful);
    List<Object> value = new ArrayList<>(outputs.size());
    outputs.values().forEach(output -> value.add(Json.parse(output)));
    return value;
  }

  @Override
  public void close() {}
}
