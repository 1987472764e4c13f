package io.tenfold.cli.batch.aws;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** An object that is uploaded part by part; closed before it is complete, it is given up. */
final class S3Parts implements AutoCloseable {
  /** AWS takes 10,000 parts; rounding has room here. */
  static final int MOST = 9_000;

  static final String CONTENT_TYPE = "application/json";

  private final S3Client s3;
  private final String bucket;
  private final String key;
  private final String id;
  private final List<CompletedPart> parts = new ArrayList<>();
  private boolean complete;

  /** Begins the upload. */
  S3Parts(S3Client s3, String bucket, String key) {
    this.s3 = s3;
    this.bucket = bucket;
    this.key = key;
    this.id =
        s3.createMultipartUpload(r -> r.bucket(bucket).key(key).contentType(CONTENT_TYPE))
            .uploadId();
  }

  /** Uploads the next part. */
  void add(RequestBody part) {
    int number = parts.size() + 1;
    String eTag =
        s3.uploadPart(r -> r.bucket(bucket).key(key).uploadId(id).partNumber(number), part).eTag();
    parts.add(CompletedPart.builder().partNumber(number).eTag(eTag).build());
  }

  /** Makes the object of the parts. */
  void complete() {
    s3.completeMultipartUpload(
        r -> r.bucket(bucket).key(key).uploadId(id).multipartUpload(u -> u.parts(parts)));
    complete = true;
  }

  /** Parts that nobody completes are paid for. */
  @Override
  public void close() {
    if (!complete) {
      try {
        s3.abortMultipartUpload(r -> r.bucket(bucket).key(key).uploadId(id));
      } catch (SdkException e) {
        // What made the upload fail says more; the bucket's lifecycle takes the parts away.
        complete = false;
      }
    }
  }
}
