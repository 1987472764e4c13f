package io.tenfold.local.port;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * An object store whose unfinished objects can be read while they grow, and are still there when
 * the process that wrote them was killed.
 */
public interface GrowingObjects extends ObjectStore {

  /**
   * Opens what there is so far of an object that was started with {@link #grow}.
   *
   * @throws ServiceException {@code S3.NoSuchBucketException} or {@code S3.NoSuchKeyException}
   */
  InputStream openGrowing(String bucket, String key) throws IOException;

  /** Returns the keys of a bucket's unfinished objects whose last part is this name. */
  List<String> growing(String bucket, String name) throws IOException;

  /** Removes an unfinished object, if there is one. */
  void discard(String bucket, String key) throws IOException;

  /** Removes an object, if there is one. */
  void delete(String bucket, String key) throws IOException;

  /**
   * Takes hold of an unfinished object for this process, until what is returned is closed or the
   * process ends; empty if another holds it, or this one does already.
   */
  Optional<Closeable> hold(String bucket, String key) throws IOException;
}
