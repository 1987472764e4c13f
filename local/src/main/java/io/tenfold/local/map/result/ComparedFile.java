package io.tenfold.local.map.result;

import io.tenfold.local.map.read.Dataset;
import io.tenfold.local.map.read.DatasetLocation;
import io.tenfold.local.map.read.ItemReaderFailed;
import io.tenfold.local.port.ObjectStore;
import java.io.IOException;
import java.util.BitSet;
import java.util.function.Consumer;

/** The file that a run read, read once more to compare its records with those of the results. */
final class ComparedFile implements AutoCloseable {
  private final Dataset dataset;
  private final boolean retry;
  private final RecordDigest digest;
  private final BitSet indexes;

  private ComparedFile(Dataset dataset, boolean retry, RecordDigest digest, BitSet indexes) {
    this.dataset = dataset;
    this.retry = retry;
    this.digest = digest;
    this.indexes = indexes;
  }

  /**
   * Reads it through once.
   *
   * @param retry whether it holds records of another run
   * @throws ItemReaderFailed if it is missing, or any of it is not what the configuration says
   */
  static ComparedFile read(ObjectStore store, DatasetLocation location, boolean retry)
      throws IOException {
    RecordDigest digest = new RecordDigest();
    BitSet indexes = new BitSet();
    Dataset dataset =
        location.open(
            store,
            (index, item) -> {
              if (!retry) {
                digest.add(index, item);
                return;
              }
              FileRecord record = FileRecord.ofRetry(item.read(), location.config());
              digest.add(record.index(), record.record());
              if (record.index() >= 0 && record.index() < Integer.MAX_VALUE) {
                indexes.set((int) record.index());
              }
            });
    return new ComparedFile(dataset, retry, digest, retry ? indexes : null);
  }

  /** Tells whether its bytes are those that the run read. */
  boolean isStill(DatasetLocation location) {
    return dataset.fingerprint().equals(location.fingerprint());
  }

  /** Returns the indexes of a retry's records; null for another file, which has all from 0 on. */
  BitSet indexes() {
    return indexes;
  }

  /** Returns a digest for records that are to be compared with its own. */
  RecordDigest digest() {
    return digest.another();
  }

  /** Tells whether these are its records, each under its index, if in another order. */
  boolean hasAll(RecordDigest records) {
    return digest.sameAs(records);
  }

  /** Takes every record, in the file's order, from another pass. */
  void forEach(Consumer<FileRecord> taker) throws IOException {
    FileRecord.forEach(dataset, retry, taker);
  }

  @Override
  public void close() {
    dataset.close();
  }
}
