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
  private final SortedMap<Long, String> outputs = new TreeMap<>();
  private long characters;

  @Override
  public synchronized void write(ChildExecution child) {
    String output =
        child.group() == ResultGroup.SUCCEEDED ? child.outputJson() : ResultWriter.json(child);
    characters += output.length();
    // What a state can't return need not be kept: a character takes a byte at least.
    if (characters <= PayloadLimit.BYTES) {
      outputs.put(ChildNames.position(child.name()), output);
    }
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
    if (characters > PayloadLimit.BYTES) {
      throw PayloadLimit.exceeded(
          "The Map state '" + stateName + "' returned a result", characters);
    }
    List<Object> value = new ArrayList<>(outputs.size());
    outputs.values().forEach(output -> value.add(Json.parse(output)));
    return value;
  }

  @Override
  public void close() {}
}
