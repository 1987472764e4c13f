package io.tenfold.cli.batch.aws;

import java.io.OutputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A stream into an object whose size nobody knows yet: one request if it is small, else a part for
 * every 16 MiB, of which 10,000 hold more than any file of records may have. Closed before it is
 * complete, nothing appears.
 */
final class PartsUpload extends OutputStream {
  private static final int PART = 16 << 20;

  private final S3Client s3;
  private final String bucket;
  private final String key;
  private byte[] buffer = new byte[64 * 1024];
  private int filled;
  private S3Parts parts;

  PartsUpload(S3Client s3, String bucket, String key) {
    this.s3 = s3;
    this.bucket = bucket;
    this.key = key;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    int done = 0;
    while (done < length) {
      if (filled == PART) {
        part();
      }
      int next = Math.min(length - done, PART - filled);
      if (filled + next > buffer.length) {
        buffer =
            java.util.Arrays.copyOf(buffer, Math.min(PART, Math.max(filled + next, 2 * filled)));
      }
      System.arraycopy(bytes, offset + done, buffer, filled, next);
      filled += next;
      done += next;
    }
  }

  private void part() {
    if (parts == null) {
      parts = new S3Parts(s3, bucket, key);
    }
    parts.add(content());
    filled = 0;
  }

  private RequestBody content() {
    return RequestBody.fromBytes(java.util.Arrays.copyOf(buffer, filled));
  }

  /** Makes the object of what was written. */
  void complete() {
    if (parts == null) {
      s3.putObject(r -> r.bucket(bucket).key(key).contentType(S3Parts.CONTENT_TYPE), content());
      return;
    }
    part();
    parts.complete();
  }

  @Override
  public void close() {
    if (parts != null) {
      parts.close();
    }
  }
}
