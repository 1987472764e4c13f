package io.tenfold.local.map;

import io.tenfold.local.map.ItemReader.Source;
import io.tenfold.local.port.ObjectStore.ObjectHead;
import java.io.IOException;

/** A dataset that was read once, found valid, and counted; it can be read any number of times. */
public final class Dataset {
  private final Source source;
  private final ObjectHead head;
  private final long count;

  Dataset(Source source, ObjectHead head, long count) {
    this.source = source;
    this.head = head;
    this.count = count;
  }

  /** Returns how many items there are, at most MaxItems. */
  public long count() {
    return count;
  }

  /**
   * Starts a pass over the items; the caller closes it.
   *
   * @throws ItemReaderFailed if the object is gone, or another than was counted
   */
  public ItemIterator items() throws IOException {
    Records records = source.records();
    try {
      // After the stream is open: an object that is replaced from now on leaves this stream alone.
      if (!source.head().eTag().equals(head.eTag())) {
        throw source.changed("its entity tag is another");
      }
    } catch (IOException | RuntimeException e) {
      records.close();
      throw e;
    }
    return new Pass(records);
  }

  private final class Pass implements ItemIterator {
    private final Records records;
    private long index;
    private boolean atEnd;

    Pass(Records records) {
      this.records = records;
    }

    @Override
    public Item next() {
      try {
        if (atEnd) {
          return null;
        }
        if (index == count) {
          if (!source.limitReached(index) && records.advance()) {
            throw source.changed("it had " + count + " items and now has more");
          }
          atEnd = true;
          return null;
        }
        if (!records.advance()) {
          throw source.changed("it had " + count + " items and now has " + index);
        }
        return new Item(index++, records.read());
      } catch (IOException e) {
        throw source.failed(e, index);
      }
    }

    @Override
    public void close() {
      try {
        records.close();
      } catch (IOException e) {
        // Everything asked for was read; a stream that can't be closed takes nothing from that.
      }
    }
  }
}
