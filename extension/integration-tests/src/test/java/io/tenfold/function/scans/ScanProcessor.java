package io.tenfold.function.scans;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenfold.function.Processor;
import io.tenfold.function.RecordContext;
import io.tenfold.function.RecordProcessor;
import io.tenfold.function.RecordRejected;
import io.tenfold.function.TransientFailure;
import io.tenfold.function.scans.ScanProcessor.Digest;
import io.tenfold.function.scans.ScanProcessor.Scan;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Reads an object as a stream, whatever its size, and says by which SHA-256 it is known. */
@Processor
// What databind reads and writes has to be told to a native build.
@RegisterForReflection(targets = {Scan.class, Digest.class})
public class ScanProcessor implements RecordProcessor<Scan, Digest> {

  /** An object, as {@code tenfold start s3://bucket/prefix/} makes a record of it. */
  public record Scan(String bucket, String key, long size, String eTag, Instant lastModified) {}

  /** The SHA-256 of what the object holds, and how many bytes that was. */
  public record Digest(String key, long bytes, String sha256) {}

  private final S3Client s3;

  /** Takes Region and credentials from the environment, as Lambda sets them. */
  public ScanProcessor() {
    // One for all records of the process: it keeps its connections.
    this(S3Client.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build());
  }

  ScanProcessor(S3Client s3) {
    this.s3 = s3;
  }

  /** Returns the digest of the object that was listed. */
  @Override
  public Digest process(Scan scan, RecordContext context) throws NoSuchAlgorithmException {
    if (scan.bucket() == null || scan.key() == null) {
      throw new RecordRejected("a record of an object has a bucket and a key");
    }
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    try (InputStream content = new DigestInputStream(open(scan), sha256)) {
      long bytes = content.transferTo(OutputStream.nullOutputStream());
      return new Digest(scan.key(), bytes, HexFormat.of().formatHex(sha256.digest()));
    } catch (NoSuchFileException e) {
      throw new RecordRejected("key", "is no file any more");
    } catch (S3Exception e) {
      throw switch (e.statusCode()) {
        case 404 -> new RecordRejected("key", "is no object any more");
        case 412 -> new RecordRejected("eTag", "is another by now");
        case 429, 500, 502, 503, 504 -> new TransientFailure("S3 says " + e.statusCode(), e);
        default -> e; // A permission is missing, or there is a bug: nothing that waiting mends.
      };
    } catch (SdkClientException | IOException e) {
      throw new TransientFailure("the connection to S3 broke", e);
    }
  }

  private InputStream open(Scan scan) throws IOException {
    if (scan.bucket().startsWith("/")) {
      // `tenfold run FOLDER`: the bucket is a folder of this machine.
      return Files.newInputStream(Path.of(scan.bucket(), scan.key()));
    }
    // On condition: what was listed is what is processed, or the record fails.
    return s3.getObject(r -> r.bucket(scan.bucket()).key(scan.key()).ifMatch(scan.eTag()));
  }
}
