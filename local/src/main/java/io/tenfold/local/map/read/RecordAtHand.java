package io.tenfold.local.map.read;

import io.tenfold.local.json.JsonBuffer;
import java.io.IOException;

/** A record of a dataset that is being read; whoever takes it calls one of the methods, once. */
public interface RecordAtHand {

  /** Takes the records of a dataset in order. */
  @FunctionalInterface
  interface Taker {
    /** Takes the one at an index, from 0. */
    void take(long index, RecordAtHand record) throws IOException;
  }

  /** Returns it as a plain Java value, see {@link io.tenfold.local.json.Json}. */
  Object read() throws IOException;

  /**
   * Writes it as {@link JsonBuffer#value} writes that value, where none of its names comes twice;
   * {@link io.tenfold.local.json.Json#copyValue} says why.
   */
  void copyTo(JsonBuffer to) throws IOException;
}
