package io.tenfold.local.map.read;

import io.tenfold.local.port.ObjectStore;
import java.io.IOException;

/**
 * Where a Map Run's dataset is, how it is read, and what told its bytes from others' when it was,
 * see {@link Dataset#fingerprint()}.
 *
 * @param key of the object that holds it; of a listing, what the keys of its objects begin with
 * @param listing whether the items are the objects below a prefix
 */
public record DatasetLocation(
    String bucket, String key, ReaderConfig config, String fingerprint, boolean listing) {

  /** Takes where the object is that holds it. */
  public DatasetLocation(String bucket, String key, ReaderConfig config, String fingerprint) {
    this(bucket, key, config, fingerprint, false);
  }

  /**
   * Reads it once more, as it is now.
   *
   * @throws ItemReaderFailed if it is missing, or any of it is not what the configuration says
   */
  public Dataset open(ObjectStore store) throws IOException {
    return listing
        ? new ListingReader(store, config.maxItems()).open(bucket, key)
        : new ItemReader(store, config).open(bucket, key);
  }

  /**
   * The same, and hands on every record meanwhile; those before one that can't be read, too.
   *
   * @throws ItemReaderFailed as {@link #open(ObjectStore)}
   */
  public Dataset open(ObjectStore store, RecordAtHand.Taker taker) throws IOException {
    if (!listing) {
      return new ItemReader(store, config).open(bucket, key, taker);
    }
    Dataset listed = open(store);
    try {
      listed.forEach(taker);
    } catch (IOException | RuntimeException e) {
      listed.close();
      throw e;
    }
    return listed;
  }

  /**
   * Returns what {@code $states.context.Map.Item.Source} is of each item, as recorded on AWS: of a
   * listing the bucket alone, else the object.
   */
  public static String source(String bucket, String key, boolean listing) {
    return "s3://" + bucket + (listing ? "" : "/" + key);
  }

  /** Returns what people call it. */
  public String address() {
    return "s3://" + bucket + "/" + key + (listing ? "*" : "");
  }
}
