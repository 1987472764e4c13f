package io.tenfold.local.map.read;

import io.tenfold.local.fault.FaultWords;
import io.tenfold.local.port.ObjectStore;
import io.tenfold.local.port.ObjectStore.ObjectHead;
import io.tenfold.local.port.ServiceException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;

/**
 * Reads a Distributed Map's dataset from an object as a stream, never holding more than a record.
 *
 * <p>An object whose key ends in {@code .gz} is decompressed. Items past {@code MaxItems}, and
 * whatever else follows them, are neither read nor checked.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html">ItemReader</a>
 */
public final class ItemReader {
  private final ObjectStore store;
  private final ReaderConfig config;

  /** Takes where the objects are and how they are to be read. */
  public ItemReader(ObjectStore store, ReaderConfig config) {
    this.store = Objects.requireNonNull(store);
    this.config = Objects.requireNonNull(config);
  }

  /**
   * Reads an object once, to validate it and to count its items.
   *
   * @throws ItemReaderFailed if it is missing or any of it is not what the configuration says
   */
  public Dataset open(String bucket, String key) throws IOException {
    return open(bucket, key, null);
  }

  /**
   * The same, and hands on every record meanwhile.
   *
   * @param taker null if nobody wants them
   */
  Dataset open(String bucket, String key, RecordAtHand.Taker taker) throws IOException {
    Source source = new Source(store, config, bucket, key);
    ObjectHead head = source.head();
    long count = 0;
    CheckedInputStream bytes = source.bytes();
    try (Records records = source.records(bytes)) {
      while (!source.limitReached(count) && records.advance()) {
        if (taker == null) {
          records.skip();
        } else {
          taker.take(count, records);
        }
        count++;
      }
    } catch (ItemReaderFailed e) {
      throw e;
    } catch (IOException e) {
      throw source.failed(e, count);
    } catch (RuntimeException e) {
      throw source.failed(new IOException("the reader failed: " + e, e), count);
    }
    String fingerprint = String.format("crc32c:%08x", bytes.getChecksum().getValue());
    return new Dataset(source, head, count, fingerprint);
  }

  /**
   * Reads all items of a text, as if it were what an object holds.
   *
   * @throws ItemReaderFailed if it is not what the configuration says
   */
  public static List<Object> read(ReaderConfig config, String content) {
    Source source = new Source(null, config, "", "");
    List<Object> items = new ArrayList<>();
    InputStream bytes = new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
    try (Records records = source.records(bytes)) {
      while (!source.limitReached(items.size()) && records.advance()) {
        items.add(records.read());
      }
      return items;
    } catch (JsonRecords.NotIterable e) {
      throw new ItemReaderFailed("Attempting to map over non-iterable node. " + e.getMessage(), e);
    } catch (IOException e) {
      throw new ItemReaderFailed("Can't read the data given: " + FaultWords.of(e), e);
    }
  }

  /** Where a dataset comes from; opens it, and names it in every failure. */
  record Source(ObjectStore store, ReaderConfig config, String bucket, String key) {

    /** Tells whether the store is a listing, and the key what its objects' keys begin with. */
    boolean isListing() {
      return store instanceof ListingFile;
    }

    void close() {
      if (store instanceof ListingFile listing) {
        listing.close();
      }
    }

    boolean limitReached(long count) {
      return config.maxItems() > 0 && count >= config.maxItems();
    }

    ObjectHead head() throws IOException {
      try {
        return store.head(bucket, key);
      } catch (ServiceException e) {
        throw failed(e);
      }
    }

    CheckedInputStream bytes() throws IOException {
      try {
        return new CheckedInputStream(store.open(bucket, key), new CRC32C());
      } catch (ServiceException e) {
        throw failed(e);
      }
    }

    Records records(InputStream in) throws IOException {
      try {
        boolean compressed = !isListing() && key.endsWith(".gz");
        TextStream text = new TextStream(compressed ? new GzipStream(in) : in);
        return switch (config.inputType()) {
          case JSON -> new JsonRecords(text, config.itemsPointer());
          case JSONL -> new JsonlRecords(text);
          case CSV -> new CsvRecords(text, config.csvDelimiter(), config.csvHeaders());
        };
      } catch (IOException | RuntimeException e) {
        in.close();
        throw e;
      }
    }

    ItemReaderFailed failed(ServiceException e) {
      return new ItemReaderFailed(
          e.errorName()
              + ": "
              + e.getMessage()
              + " (reading "
              + this
              + "); check the bucket and the key, and upload the file first",
          e);
    }

    ItemReaderFailed failed(IOException e, long index) {
      if (e instanceof JsonRecords.NotIterable) {
        return new ItemReaderFailed(
            "Attempting to map over non-iterable node. In " + this + ", " + e.getMessage(), e);
      }
      // A file of one long line is found one's way in by items rather than by columns.
      String where =
          index > 0 ? " after its first " + (index == 1 ? "item" : index + " items") + ": " : ": ";
      return new ItemReaderFailed("Can't read " + this + where + FaultWords.of(e), e);
    }

    ItemReaderFailed changed(String how) {
      return new ItemReaderFailed(
          this
              + " changed while it was being processed ("
              + how
              + "); give every batch a key of its own and run again",
          null);
    }

    @Override
    public String toString() {
      return "s3://" + bucket + "/" + key + (isListing() ? "*" : "");
    }
  }
}
