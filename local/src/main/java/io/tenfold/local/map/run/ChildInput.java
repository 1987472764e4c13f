package io.tenfold.local.map.run;

import io.tenfold.local.map.read.Item;
import java.util.List;

/**
 * What one child execution is given.
 *
 * @param items those it runs, whose positions follow one another; more than one in a batch only
 * @param value its input, a JSON value
 * @param utf8 the input as JSON
 */
record ChildInput(List<Item> items, Object value, byte[] utf8) {

  /** Returns the position of its first item, by which the child is named. */
  long position() {
    return items.get(0).index();
  }
}
