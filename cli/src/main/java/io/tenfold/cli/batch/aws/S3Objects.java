package io.tenfold.cli.batch.aws;

import io.tenfold.cli.batch.Batches;
import io.tenfold.cli.console.UserError;
import io.tenfold.local.port.ObjectStore;
import io.tenfold.local.port.ServiceException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.apache.commons.io.input.BoundedInputStream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Amazon S3's objects, to be read as streams and listed; whole files are uploaded. */
final class S3Objects implements ObjectStore {
  /** Up to this size one request does it; S3 takes 5 GB in one, but a fault costs all of it. */
  private static final long LARGEST_PUT = 256L << 20;

  private final Supplier<S3Client> s3;
  private final AwsFaults faults;

  S3Objects(Supplier<S3Client> s3, AwsFaults faults) {
    this.s3 = s3;
    this.faults = faults;
  }

  @Override
  public ObjectHead head(String bucket, String key) {
    HeadObjectResponse head =
        read(bucket, key, () -> s3.get().headObject(r -> r.bucket(bucket).key(key)));
    return new ObjectHead(head.contentLength(), head.eTag());
  }

  @Override
  public InputStream open(String bucket, String key) {
    return read(bucket, key, () -> s3.get().getObject(r -> r.bucket(bucket).key(key)));
  }

  @Override
  public void list(String bucket, String prefix, Listing to) throws IOException {
    String next = null;
    do {
      String token = next;
      ListObjectsV2Response page =
          call(
              "list s3://" + bucket + "/" + prefix,
              () ->
                  s3.get()
                      .listObjectsV2(
                          // Encoded, for XML has not all characters; the SDK decodes it.
                          r ->
                              r.bucket(bucket)
                                  .prefix(prefix)
                                  .encodingType(EncodingType.URL)
                                  .continuationToken(token)));
      for (S3Object object : page.contents()) {
        if (!to.add(
            new ListedObject(
                object.key(),
                object.size(),
                object.eTag(),
                object.lastModified(),
                object.storageClassAsString()))) {
          return;
        }
      }
      next = page.nextContinuationToken();
    } while (next != null);
  }

  /** Not supported: a file is uploaded whole, see {@link #upload}. */
  @Override
  public Upload create(String bucket, String key) {
    throw new UnsupportedOperationException("Upload a file");
  }

  /**
   * To somebody who may not list the bucket, S3 says of an object that is not there what it says of
   * one that may not be read.
   *
   * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html">GetObject,
   *     "Permissions"</a>
   */
  private <T> T read(String bucket, String key, Supplier<T> call) {
    String what = "read s3://" + bucket + "/" + key;
    try {
      return call(what, call);
    } catch (UserError e) {
      if (e.getCause() instanceof AwsServiceException refused && isDenied(refused)) {
        throw new UserError(
            "Can't "
                + what
                + ": no permission, or no such key; S3 says which only to who may list the bucket."
                + " Check the key. If it is right, ask for s3:GetObject on it (and kms:Decrypt,"
                + " where the bucket has a key of yours), and for s3:ListBucket on s3://"
                + bucket
                + " to be told of keys that are wrong; or use another profile (--profile).",
            refused);
      }
      throw e;
    }
  }

  /** Not of expired or wrong credentials, which are refused with the same status. */
  private static boolean isDenied(AwsServiceException refused) {
    String code = refused.awsErrorDetails() == null ? null : refused.awsErrorDetails().errorCode();
    return refused.statusCode() == 403 && (code == null || code.equals("AccessDenied"));
  }

  private <T> T call(String what, Supplier<T> call) {
    try {
      return call.get();
    } catch (NoSuchKeyException e) {
      throw new ServiceException("S3.NoSuchKeyException", "There is no object of that key", e);
    } catch (NoSuchBucketException e) {
      throw new ServiceException("S3.NoSuchBucketException", "There is no such bucket", e);
    } catch (SdkException e) {
      throw faults.explain(what, e);
    }
  }

  /** Uploads a file of any size, in parts if it is large. */
  void upload(Path file, String bucket, String key) throws IOException {
    long size = Files.size(file);
    faults.call(
        "upload " + file + " to s3://" + bucket + "/" + key,
        () -> {
          if (size <= LARGEST_PUT) {
            s3.get()
                .putObject(
                    r -> r.bucket(bucket).key(key).contentType(S3Parts.CONTENT_TYPE),
                    RequestBody.fromFile(file));
          } else {
            uploadParts(file, size, bucket, key);
          }
          return null;
        });
  }

  /** Uploads what is written meanwhile, in parts; nothing is there if it can't be written. */
  void upload(Batches.Content content, String bucket, String key) throws IOException {
    try (PartsUpload upload = new PartsUpload(s3.get(), bucket, key)) {
      faults.call(
          "upload to s3://" + bucket + "/" + key,
          () -> {
            try {
              content.write(upload);
              upload.complete();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
            return null;
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void uploadParts(Path file, long size, String bucket, String key) {
    try (S3Parts parts = new S3Parts(s3.get(), bucket, key)) {
      long partSize = Math.max(64L << 20, size / S3Parts.MOST + 1);
      for (long from = 0; from < size; from += partSize) {
        long length = Math.min(partSize, size - from);
        long start = from;
        parts.add(
            // A stream of its own for every attempt.
            RequestBody.fromContentProvider(
                () -> part(file, start, length), length, S3Parts.CONTENT_TYPE));
      }
      parts.complete();
    }
  }

  private static InputStream part(Path file, long from, long length) {
    try {
      FileInputStream in = new FileInputStream(file.toFile());
      in.getChannel().position(from);
      return BoundedInputStream.builder().setInputStream(in).setMaxCount(length).get();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
