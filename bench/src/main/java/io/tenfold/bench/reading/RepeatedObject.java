package io.tenfold.bench.reading;

import io.tenfold.local.port.ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Enumeration;
import java.util.NoSuchElementException;

/**
 * A store with one object that takes no room: a head, the same block over and over, and a tail.
 *
 * @param times how often the block comes
 */
record RepeatedObject(byte[] head, byte[] block, long times, byte[] tail) implements ObjectStore {

  @Override
  public ObjectHead head(String bucket, String key) {
    return new ObjectHead(size(), "\"repeated\"");
  }

  /** Returns the object's size in bytes. */
  long size() {
    return head.length + times * block.length + tail.length;
  }

  @Override
  public InputStream open(String bucket, String key) {
    return new SequenceInputStream(new Parts());
  }

  @Override
  public Upload create(String bucket, String key) throws IOException {
    throw new IOException("There is one object, and it is there");
  }

  private final class Parts implements Enumeration<InputStream> {
    private long part;

    @Override
    public boolean hasMoreElements() {
      return part < times + 2;
    }

    @Override
    public InputStream nextElement() {
      if (!hasMoreElements()) {
        throw new NoSuchElementException();
      }
      byte[] bytes = part == 0 ? head : part <= times ? block : tail;
      part++;
      return new ByteArrayInputStream(bytes);
    }
  }
}
