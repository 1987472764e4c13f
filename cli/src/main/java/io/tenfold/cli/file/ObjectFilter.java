package io.tenfold.cli.file;

import io.tenfold.local.port.ObjectStore.ListedObject;
import java.time.Instant;
import java.util.List;

/**
 * Which of the objects that are listed become records.
 *
 * @param suffixes what a key may end in; none for whatever it does
 * @param newerThan when an object was modified at the latest that does not, null for no such time
 */
public record ObjectFilter(List<String> suffixes, Instant newerThan) {
  /** Copies the list. */
  public ObjectFilter {
    suffixes = List.copyOf(suffixes);
  }

  /** Tells whether an object becomes a record. */
  boolean takes(ListedObject object) {
    return (suffixes.isEmpty() || suffixes.stream().anyMatch(object.key()::endsWith))
        && (newerThan == null || object.lastModified().isAfter(newerThan));
  }
}
