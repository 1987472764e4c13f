package io.tenfold.local.map.read;

import io.tenfold.local.port.ObjectStore;
import io.tenfold.local.port.ServiceException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Objects in memory, read in pieces of random lengths so that no reader counts on full buffers. */
public final class MemoryObjectStore implements ObjectStore {
  record Stored(byte[] bytes, String eTag) {}

  public final Map<String, Stored> objects = new ConcurrentSkipListMap<>();
  public final AtomicInteger openUploads = new AtomicInteger();

  /** How often objects were opened, by their keys. */
  public final Map<String, Integer> opened = new ConcurrentSkipListMap<>();

  public volatile boolean failing;
  private final AtomicInteger versions = new AtomicInteger();

  public MemoryObjectStore with(String key, String text) {
    return with(key, text.getBytes(StandardCharsets.UTF_8));
  }

  public MemoryObjectStore with(String key, byte[] bytes) {
    objects.put(key, new Stored(bytes, "\"" + versions.incrementAndGet() + "\""));
    return this;
  }

  public String text(String key) {
    return new String(find("b", key).bytes(), StandardCharsets.UTF_8);
  }

  private Stored find(String bucket, String key) {
    if (!bucket.equals("b")) {
      throw new ServiceException("S3.NoSuchBucketException", "no bucket " + bucket);
    }
    Stored stored = objects.get(key);
    if (stored == null) {
      throw new ServiceException("S3.NoSuchKeyException", "no key " + key);
    }
    return stored;
  }

  @Override
  public ObjectHead head(String bucket, String key) {
    Stored stored = find(bucket, key);
    return new ObjectHead(stored.bytes().length, stored.eTag());
  }

  @Override
  public InputStream open(String bucket, String key) {
    opened.merge(key, 1, Integer::sum);
    Random random = new Random(key.hashCode());
    return new ByteArrayInputStream(find(bucket, key).bytes()) {
      @Override
      public synchronized int read(byte[] target, int offset, int length) {
        return super.read(target, offset, Math.min(length, 1 + random.nextInt(100)));
      }

      @Override
      public synchronized int available() {
        return 0;
      }
    };
  }

  @Override
  public void list(String bucket, String prefix, Listing to) throws IOException {
    if (!bucket.equals("b")) {
      throw new ServiceException("S3.NoSuchBucketException", "no bucket " + bucket);
    }
    for (Map.Entry<String, Stored> object : objects.entrySet()) {
      Instant modified = Instant.ofEpochSecond(1_668_699_881, 900_000_000);
      Stored stored = object.getValue();
      if (object.getKey().startsWith(prefix)
          && !to.add(
              new ListedObject(
                  object.getKey(), stored.bytes().length, stored.eTag(), modified, "STANDARD"))) {
        return;
      }
    }
  }

  @Override
  public Upload create(String bucket, String key) {
    if (!bucket.equals("b")) {
      throw new ServiceException("S3.NoSuchBucketException", "no bucket " + bucket);
    }
    openUploads.incrementAndGet();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    return new Upload() {
      private boolean ended;

      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] source, int offset, int length) throws IOException {
        if (failing) {
          throw new IOException("No space left on device");
        }
        bytes.write(source, offset, length);
      }

      @Override
      public void abort() {
        if (!ended) {
          ended = true;
          openUploads.decrementAndGet();
        }
      }

      @Override
      public void close() {
        if (!ended) {
          with(key, bytes.toByteArray());
          abort();
        }
      }
    };
  }
}
