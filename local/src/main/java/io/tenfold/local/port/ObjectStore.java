package io.tenfold.local.port;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Map;

/**
 * What the engine needs of Amazon S3: whole objects, read and written as streams, and listed.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html">GetObject</a>
 */
public interface ObjectStore {

  /** An object's size in bytes and its entity tag, which changes whenever its content does. */
  record ObjectHead(long size, String eTag) {}

  /**
   * An object as a listing has it.
   *
   * @param eTag its entity tag, in quotes, as {@link #head} has it
   */
  record ListedObject(
      String key, long size, String eTag, Instant lastModified, String storageClass) {}

  /** Takes the objects of a listing, one after the other. */
  @FunctionalInterface
  interface Listing {
    /** Takes the next object, and returns whether to go on. */
    boolean add(ListedObject object) throws IOException;
  }

  /** A stream into a new object, which appears, whole, when the stream is closed. */
  abstract class Upload extends OutputStream {
    /** Gives the upload up: nothing appears, and {@link #close()} does nothing after it. */
    public abstract void abort();

    /**
     * Has what was written so far survive a loss of power, where the store can; any thread may call
     * this while another writes.
     */
    public void sync() throws IOException {}
  }

  /**
   * Returns what is known of an object without reading it.
   *
   * @throws ServiceException {@code S3.NoSuchBucketException} or {@code S3.NoSuchKeyException}
   */
  ObjectHead head(String bucket, String key) throws IOException;

  /**
   * Returns what GetObject tells of an object besides its size, by its names: {@code ETag}, {@code
   * ContentType}, {@code LastModified} (an {@link Instant}), {@code Metadata} and whatever else the
   * store keeps.
   *
   * @throws ServiceException as {@link #head(String, String)} does
   */
  default Map<String, Object> properties(String bucket, String key) throws IOException {
    return Map.of("ETag", head(bucket, key).eTag());
  }

  /**
   * Opens an object's bytes; the caller closes the stream.
   *
   * @throws ServiceException {@code S3.NoSuchBucketException} or {@code S3.NoSuchKeyException}
   */
  InputStream open(String bucket, String key) throws IOException;

  /**
   * Lists the objects whose keys begin with a prefix, in the order of their keys' bytes in UTF-8,
   * however many they are: one page of them is in memory at a time. An object that comes or goes
   * meanwhile is in it or not.
   *
   * @param prefix empty for all objects of the bucket
   * @throws ServiceException {@code S3.NoSuchBucketException}, or {@code S3.S3Exception} from a
   *     store that can't list
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html">ListObjectsV2</a>
   */
  default void list(String bucket, String prefix, Listing to) throws IOException {
    throw new ServiceException("S3.S3Exception", "This store does not list its objects");
  }

  /**
   * Returns the store as it is where of each object one version is read, and none is written.
   *
   * @throws ServiceException {@code S3.S3Exception} from a store that keeps no versions
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/RetrievingObjectVersions.html">Retrieving
   *     object versions</a>
   */
  default ObjectStore version(String versionId) {
    throw new ServiceException("S3.S3Exception", "This store keeps no versions of its objects");
  }

  /**
   * Starts an object that replaces any of that key once its stream is closed.
   *
   * @throws ServiceException {@code S3.NoSuchBucketException}, or {@code S3.S3Exception} for a key
   *     that cannot be stored
   */
  Upload create(String bucket, String key) throws IOException;

  /**
   * As {@link #create(String, String)}, with headers of PutObject, such as {@code Content-Type}; a
   * store that keeps none takes the content alone.
   *
   * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html">PutObject</a>
   */
  default Upload create(String bucket, String key, Map<String, String> headers) throws IOException {
    return create(bucket, key);
  }

  /**
   * Starts an object that grows where a later process finds it, or goes on with one: if it is given
   * up, or its process ends, what was written stays, unfinished. A store that cannot do so makes an
   * ordinary upload, and is no {@link GrowingObjects}.
   *
   * @throws ServiceException as {@link #create(String, String)}
   */
  default Upload grow(String bucket, String key) throws IOException {
    return create(bucket, key);
  }
}
