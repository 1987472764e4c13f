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
}
