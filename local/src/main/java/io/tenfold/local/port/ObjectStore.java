package io.tenfold.local.port;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * What the engine needs of Amazon S3: whole objects, read and written as streams.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html">GetObject</a>
 */
public interface ObjectStore {

  /** An object's size in bytes and its entity tag, which changes whenever its content does. */
  record ObjectHead(long size, String eTag) {}

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
   * Opens an object's bytes; the caller closes the stream.
   *
   * @throws ServiceException {@code S3.NoSuchBucketException} or {@code S3.NoSuchKeyException}
   */
  InputStream open(String bucket, String key) throws IOException;

  /**
   * Starts an object that replaces any of that key once its stream is closed.
   *
   * @throws ServiceException {@code S3.NoSuchBucketException}, or {@code S3.S3Exception} for a key
   *     that cannot be stored
   */
  Upload create(String bucket, String key) throws IOException;

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
