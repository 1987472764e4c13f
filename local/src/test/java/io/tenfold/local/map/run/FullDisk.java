package io.tenfold.local.map.run;

import io.tenfold.local.port.GrowingObjects;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A store on a disk that has room for so many bytes, and refuses the rest half written. */
record FullDisk(GrowingObjects disk, AtomicLong room) implements GrowingObjects {

  private Upload limited(Upload upload) {
    return new Upload() {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        long left = room.addAndGet(-length);
        if (left < 0) {
          upload.write(bytes, offset, (int) Math.max(0, Math.min(length, left + length)));
          throw new IOException("No space left on device");
        }
        upload.write(bytes, offset, length);
      }

      @Override
      public void sync() throws IOException {
        upload.sync();
      }

      @Override
      public void abort() {
        upload.abort();
      }

      @Override
      public void close() throws IOException {
        upload.close();
      }
    };
  }

  @Override
  public Upload create(String bucket, String key) throws IOException {
    return limited(disk.create(bucket, key));
  }

  @Override
  public Upload grow(String bucket, String key) throws IOException {
    return limited(disk.grow(bucket, key));
  }

  @Override
  public ObjectHead head(String bucket, String key) throws IOException {
    return disk.head(bucket, key);
  }

  @Override
  public InputStream open(String bucket, String key) throws IOException {
    return disk.open(bucket, key);
  }

  @Override
  public InputStream openGrowing(String bucket, String key) throws IOException {
    return disk.openGrowing(bucket, key);
  }

  @Override
  public List<String> growing(String bucket, String name) throws IOException {
    return disk.growing(bucket, name);
  }

  @Override
  public void discard(String bucket, String key) throws IOException {
    disk.discard(bucket, key);
  }

  @Override
  public void delete(String bucket, String key) throws IOException {
    disk.delete(bucket, key);
  }

  @Override
  public Optional<Closeable> hold(String bucket, String key) throws IOException {
    return disk.hold(bucket, key);
  }
}
