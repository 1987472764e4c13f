package io.tenfold.local.map.run;

import io.tenfold.local.asl.execution.PayloadLimit;
import io.tenfold.local.json.Json;
import io.tenfold.local.map.result.ChildExecution;
import io.tenfold.local.map.result.ChildResults;
import io.tenfold.local.map.result.ManifestLocation;
import io.tenfold.local.map.result.ResultGroup;
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
  // Apart, as those that did not succeed are run again in a redrive.
  private final SortedMap<Long, List<String>> succeeded = new TreeMap<>();
  private final SortedMap<Long, List<String>> unsuccessful = new TreeMap<>();
  private final WriterConfig config;
  private long succeededCharacters;
  private long unsuccessfulCharacters;

  /** Takes what it returns of a child. */
  ChildOutputs(WriterConfig config) {
    this.config = config;
  }

  @Override
  public synchronized void write(ChildExecution child) {
    long position = ChildNames.position(child.name());
    List<String> elements = config.elements(child);
    long characters = elements.stream().mapToLong(String::length).sum();
    // What a state can't return need not be kept: a character takes a byte at least.
    if (child.group() == ResultGroup.SUCCEEDED) {
      succeededCharacters += characters;
      if (succeededCharacters <= PayloadLimit.BYTES) {
        succeeded.put(position, elements);
      }
    } else {
      unsuccessfulCharacters += characters;
      if (unsuccessfulCharacters <= PayloadLimit.BYTES) {
        unsuccessful.put(position, elements);
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
    SortedMap<Long, List<String>> outputs = new TreeMap<>(succeeded);
    outputs.putAll(unsuccessful);
    List<Object> value = new ArrayList<>(outputs.size());
    for (List<String> elements : outputs.values()) {
      elements.forEach(element -> value.add(Json.parse(element)));
    }
    return value;
  }

  @Override
  public void close() {}
}
