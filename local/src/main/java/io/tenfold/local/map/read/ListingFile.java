package io.tenfold.local.map.read;

import io.tenfold.local.json.Json;
import io.tenfold.local.port.ObjectStore;
import io.tenfold.local.port.ObjectStore.ListedObject;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * A listing as it was at one time, JSON Lines in a temporary file: what comes or goes in the bucket
 * later changes nothing of it. As a store it has the one object.
 */
final class ListingFile implements ObjectStore, AutoCloseable {
  private static final int BUFFER = 64 * 1024;

  // Not a channel: that would be closed when a thread that uses it is interrupted.
  private final RandomAccessFile file;
  private final CRC32C checksum = new CRC32C();
  private long count;

  private ListingFile(RandomAccessFile file) {
    this.file = file;
  }

  /**
   * Lists the objects below a prefix.
   *
   * @param most how many at most; 0 for all of them
   */
  static ListingFile of(ObjectStore store, String bucket, String prefix, long most)
      throws IOException {
    Path path = Files.createTempFile("tenfold-listing-", ".jsonl");
    ListingFile listing;
    try {
      listing = new ListingFile(new RandomAccessFile(path.toFile(), "rw"));
    } finally {
      // It has no name any more, so that nothing is left of it however this process ends.
      Files.delete(path);
    }
    try {
      listing.write(store, bucket, prefix, most);
      return listing;
    } catch (IOException | RuntimeException e) {
      listing.close();
      throw e;
    }
  }

  private void write(ObjectStore store, String bucket, String prefix, long most)
      throws IOException {
    OutputStream out =
        new CheckedOutputStream(
            new BufferedOutputStream(new FileOutputStream(file.getFD()), BUFFER), checksum);
    store.list(
        bucket,
        prefix,
        object -> {
          out.write(Json.writeBytes(item(object)));
          out.write('\n');
          count++;
          return most == 0 || count < most;
        });
    out.flush();
  }

  /**
   * The fields as they are documented, the entity tag with its quotes.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html">A
   *     list of Amazon S3 objects</a>
   */
  private static Map<String, Object> item(ListedObject object) {
    Map<String, Object> item = new LinkedHashMap<>();
    item.put("Etag", object.eTag());
    item.put("Key", object.key());
    item.put("LastModified", object.lastModified().getEpochSecond());
    item.put("Size", object.size());
    item.put("StorageClass", object.storageClass());
    return item;
  }

  /** Returns how many objects there are. */
  long count() {
    return count;
  }

  /** Returns what tells this listing from others. */
  String fingerprint() {
    return String.format("crc32c:%08x", checksum.getValue());
  }

  @Override
  public ObjectHead head(String bucket, String key) throws IOException {
    return new ObjectHead(file.length(), fingerprint());
  }

  @Override
  public InputStream open(String bucket, String key) {
    return new BufferedInputStream(
        new InputStream() {
          private long position;

          @Override
          public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
          }

          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            synchronized (file) {
              file.seek(position);
              int read = file.read(target, offset, length);
              position += Math.max(0, read);
              return read;
            }
          }
        },
        BUFFER);
  }

  /** Not supported: what was listed stays as it is. */
  @Override
  public Upload create(String bucket, String key) {
    throw new UnsupportedOperationException("A listing is only read");
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      // Nobody will read it again, and it is gone with the process at the latest.
    }
  }
}
