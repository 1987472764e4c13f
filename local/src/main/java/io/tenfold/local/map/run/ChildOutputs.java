package io.tenfold.local.map.run;

import io.tenfold.local.asl.execution.PayloadLimit;
import io.tenfold.local.json.Json;
import io.tenfold.local.map.result.ChildExecution;
import io.tenfold.local.map.result.ChildResults;
import io.tenfold.local.map.result.ManifestLocation;
import io.tenfold.local.map.result.WriterConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the children of a Map return whose results have no destination, which is what the Map
 * returns: an array in the order of the items, with what a result file would have of each child;
 * without a ResultWriter that is the output of one that succeeded.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html">ResultWriter,
 *     Transformation COMPACT</a>
 */
final class ChildOutputs implements ChildResults {
  private final SortedMap<Long, List<String>> outputs = new TreeMap<>();
  private final WriterConfig config;
  private long characters;

  /** Takes what it returns of a child. */
  ChildOutputs(WriterConfig config) {
    this.config = config;
  }

  @Override
  public synchronized void write(ChildExecution child) {
    List<String> elements = config.elements(child);
    characters += elements.stream().mapToLong(String::length).sum();
    // What a state can't return need not be kept: a character takes a byte at least.
    if (characters <= PayloadLimit.BYTES) {
      outputs.put(ChildNames.position(child.name()), elements);
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
    for (List<String> elements : outputs.values()) {
      elements.forEach(element -> value.add(Json.parse(element)));
    }
    return value;
  }

  @Override
  public void close() {}
}
