package io.tenfold.local.map.read;

import java.io.IOException;

/** A single pass over a dataset's items, for one thread at a time. */
public interface ItemIterator extends AutoCloseable {

  /**
   * Returns the next item, or null at the end.
   *
   * @throws ItemReaderFailed if the dataset can't be read on, or is no longer the one that was
   *     counted
   */
  Item next() throws IOException;

  /** Returns where the item that was returned last begins, such as {@code line 7, column 3}. */
  String place();

  /** Gives up the underlying stream; idempotent. */
  @Override
  void close();
}
