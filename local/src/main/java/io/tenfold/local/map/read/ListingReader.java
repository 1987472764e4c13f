package io.tenfold.local.map.read;

import io.tenfold.local.fault.FaultWords;
import io.tenfold.local.map.read.ItemReader.Source;
import io.tenfold.local.port.ObjectStore;
import io.tenfold.local.port.ServiceException;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/**
 * Makes a dataset of the objects below a prefix, an item {@code {"Etag", "Key", "LastModified",
 * "Size", "StorageClass"}} each. They are listed once: a run counts and reads the same ones,
 * whatever comes or goes meanwhile.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html">A
 *     list of Amazon S3 objects</a>
 */
public final class ListingReader {
  private final ObjectStore store;
  private final long maxItems;

  /** Takes where the objects are, and how many items there are at most; 0 for all of them. */
  public ListingReader(ObjectStore store, long maxItems) {
    this.store = Objects.requireNonNull(store);
    this.maxItems = maxItems;
  }

  /**
   * Lists the objects whose keys begin with a prefix.
   *
   * @throws ItemReaderFailed if there is no such bucket, or it can't be listed
   */
  public Dataset open(String bucket, String prefix) throws IOException {
    ListingFile listing;
    try {
      listing = ListingFile.of(store, bucket, prefix, maxItems);
    } catch (ServiceException e) {
      throw failed(bucket, prefix, e.errorName() + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw failed(bucket, prefix, FaultWords.of(e), e);
    }
    ReaderConfig lines = new ReaderConfig(InputType.JSONL, null, ',', maxItems, List.of());
    return new Dataset(
        new Source(listing, lines, bucket, prefix),
        listing.head(bucket, prefix),
        listing.count(),
        listing.fingerprint());
  }

  private static ItemReaderFailed failed(
      String bucket, String prefix, String why, Exception cause) {
    return new ItemReaderFailed("Can't list s3://" + bucket + "/" + prefix + "*: " + why, cause);
  }
}
