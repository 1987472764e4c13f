package io.tenfold.local.map.read;

import io.tenfold.local.map.read.ItemReader.Source;
import io.tenfold.local.port.ObjectStore.ObjectHead;
import java.io.IOException;

/**
 * A dataset that was read once, found valid, and counted; it can be read any number of times, until
 * it is closed.
 */
public final class Dataset implements AutoCloseable {
  private final Source source;
  private final ObjectHead head;
  private final long count;
  private final String fingerprint;

  Dataset(Source source, ObjectHead head, long count, String fingerprint) {
    this.source = source;
    this.head = head;
    this.count = count;
    this.fingerprint = fingerprint;
  }

  /** Returns where it is, and how it is read. */
  public DatasetLocation location() {
    return new DatasetLocation(
        source.bucket(), source.key(), source.config(), fingerprint, source.isListing());
  }

  /** Returns where its items say that they are from, see {@link DatasetLocation#source}. */
  public String source() {
    return DatasetLocation.source(source.bucket(), source.key(), source.isListing());
  }

  /** Returns what tells this dataset's bytes from others': their checksum and number. */
  public String fingerprint() {
    return fingerprint;
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
    Records records;
    try {
      records = source.records(source.bytes());
    } catch (UnreadableText e) {
      throw source.failed(e, 0);
    }
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

  /** Hands on every record, as another pass does. */
  void forEach(RecordAtHand.Taker taker) throws IOException {
    try (Records records = source.records(source.bytes())) {
      for (long index = 0; index < count && records.advance(); index++) {
        taker.take(index, records);
      }
    } catch (UnreadableText e) {
      throw source.failed(e, 0);
    }
  }

  /** Lets go of what was kept for reading it again: a listing's temporary file. */
  @Override
  public void close() {
    source.close();
  }

  private final class Pass implements ItemIterator {
    private final Records records;
    private long index;
    private String place = "";
    private boolean atEnd;
    private ItemReaderFailed failure;

    Pass(Records records) {
      this.records = records;
    }

    @Override
    public Item next() {
      if (failure != null) {
        // A parser that failed stands somewhere within a record: what it gives next is none.
        throw failure;
      }
      try {
        return advance();
      } catch (ItemReaderFailed e) {
        failure = e;
      } catch (IOException e) {
        failure = source.failed(e, index);
      } catch (RuntimeException | Error e) {
        failure = source.failed(new IOException("the reader failed: " + e, e), index);
      }
      throw failure;
    }

    private Item advance() throws IOException {
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
      place = records.place();
      Object value = records.read();
      return new Item(index++, value);
    }

    @Override
    public String place() {
      return place;
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
