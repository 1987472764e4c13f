package io.tenfold.local.aws.moto;

import com.sun.net.httpserver.Headers;
import io.tenfold.local.port.ObjectStore;
import io.tenfold.local.port.ServiceException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Amazon S3 as moto has it. An upload holds one part of {@value #PART_BYTES} bytes in memory; what
 * is not larger than that is put at once, and larger objects in a multipart upload.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html">Uploading
 *     and copying objects using multipart upload</a>
 */
public final class MotoObjectStore implements ObjectStore {
  /** S3 wants parts of at least 5 MiB, and at most 10,000 of them. */
  private static final int PART_BYTES = 8 * 1024 * 1024;

  /** The headers of an object that GetObject's result has, and their names in it. */
  private static final Map<String, String> PROPERTIES =
      Map.of(
          "Cache-Control", "CacheControl",
          "Content-Disposition", "ContentDisposition",
          "Content-Encoding", "ContentEncoding",
          "Content-Language", "ContentLanguage",
          "Content-Type", "ContentType",
          "x-amz-server-side-encryption", "ServerSideEncryption",
          "x-amz-storage-class", "StorageClass",
          "x-amz-version-id", "VersionId");

  private static final String METADATA = "x-amz-meta-";

  private static final Pattern UPLOAD_ID = Pattern.compile("<UploadId>([^<]+)</UploadId>");

  private final MotoClient moto;
  private final int partBytes;
  private final String query;

  /** Takes the client of the Region. */
  public MotoObjectStore(MotoClient moto) {
    this(moto, PART_BYTES);
  }

  MotoObjectStore(MotoClient moto, int partBytes) {
    this(moto, partBytes, "");
  }

  private MotoObjectStore(MotoClient moto, int partBytes, String query) {
    this.moto = moto;
    this.partBytes = partBytes;
    this.query = query;
  }

  @Override
  public ObjectStore version(String versionId) {
    return new MotoObjectStore(moto, partBytes, "?versionId=" + encode(versionId));
  }

  @Override
  public ObjectHead head(String bucket, String key) throws IOException {
    try (MotoConnection response = moto.send("s3", "HEAD", target(bucket, key) + query)) {
      requireFound(response, bucket, key);
      return new ObjectHead(response.contentLength(), eTag(response.responseHeaders()));
    }
  }

  private static String eTag(Headers headers) {
    String eTag = headers.getFirst("ETag");
    return eTag == null ? "" : eTag;
  }

  @Override
  public Map<String, Object> properties(String bucket, String key) throws IOException {
    try (MotoConnection response = moto.send("s3", "HEAD", target(bucket, key) + query)) {
      requireFound(response, bucket, key);
      Headers headers = response.responseHeaders();
      Map<String, Object> properties = new LinkedHashMap<>();
      properties.put("ETag", eTag(headers));
      PROPERTIES.forEach(
          (header, name) -> {
            if (headers.getFirst(header) != null) {
              properties.put(name, headers.getFirst(header));
            }
          });
      String modified = headers.getFirst("Last-Modified");
      if (modified != null) {
        properties.put(
            "LastModified", Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(modified)));
      }
      Map<String, Object> metadata = new LinkedHashMap<>();
      headers.forEach(
          (header, values) -> {
            String name = header.toLowerCase(Locale.ROOT);
            if (name.startsWith(METADATA)) {
              metadata.put(name.substring(METADATA.length()), values.get(0));
            }
          });
      properties.put("Metadata", metadata);
      return properties;
    }
  }

  @Override
  public InputStream open(String bucket, String key) throws IOException {
    MotoConnection response = moto.send("s3", "GET", target(bucket, key) + query);
    try {
      requireFound(response, bucket, key);
      return response.body();
    } catch (IOException | RuntimeException e) {
      response.close();
      throw e;
    }
  }

  @Override
  public void list(String bucket, String prefix, Listing to) throws IOException {
    String next = "";
    while (next != null) {
      // Encoded: a key may have characters that XML can't.
      String target =
          "/"
              + encode(bucket)
              + "?list-type=2&encoding-type=url&prefix="
              + encode(prefix)
              + (next.isEmpty() ? "" : "&continuation-token=" + encode(next));
      ListingPage page;
      try (MotoConnection response = moto.send("s3", "GET", target)) {
        if (response.status() == 404) {
          requireBucket(bucket);
        }
        requireOk(response, bucket, prefix + "*");
        page = ListingPage.read(response.body());
      }
      for (ListedObject object : page.objects()) {
        if (!to.add(object)) {
          return;
        }
      }
      next = page.next();
    }
  }

  @Override
  public Upload create(String bucket, String key) throws IOException {
    return create(bucket, key, Map.of());
  }

  @Override
  public Upload create(String bucket, String key, Map<String, String> headers) throws IOException {
    if (!query.isEmpty()) {
      throw new ServiceException("S3.S3Exception", "A version of an object is not written");
    }
    requireBucket(bucket);
    return new MotoUpload(bucket, key, headers);
  }

  private void requireFound(MotoConnection response, String bucket, String key) throws IOException {
    if (response.status() == 404) {
      requireBucket(bucket);
      throw new ServiceException(
          "S3.NoSuchKeyException", "The specified key does not exist: s3://" + bucket + "/" + key);
    }
    requireOk(response, bucket, key);
  }

  private void requireBucket(String bucket) throws IOException {
    try (MotoConnection response = moto.send("s3", "HEAD", "/" + encode(bucket))) {
      if (response.status() == 404) {
        throw new ServiceException(
            "S3.NoSuchBucketException", "The specified bucket does not exist: " + bucket);
      }
      requireOk(response, bucket, "");
    }
  }

  private static void requireOk(MotoConnection response, String bucket, String key) {
    if (response.status() / 100 != 2) {
      throw new ServiceException(
          "S3.S3Exception", "s3://" + bucket + "/" + key + ": status " + response.status());
    }
  }

  private static String target(String bucket, String key) {
    StringBuilder target = new StringBuilder("/").append(encode(bucket));
    for (String part : key.split("/", -1)) {
      target.append('/').append(encode(part));
    }
    return target.toString();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** The part being filled, and the entity tags of those sent. */
  private final class MotoUpload extends Upload {
    private final String bucket;
    private final String key;
    private final List<String> eTags = new ArrayList<>();
    private final ByteArrayOutputStream part = new ByteArrayOutputStream();
    private final Map<String, String> headers;
    private String uploadId;
    private boolean ended;

    MotoUpload(String bucket, String key, Map<String, String> headers) {
      this.bucket = bucket;
      this.key = key;
      this.headers = headers;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (ended) {
        throw new IOException("The upload has ended");
      }
      int from = offset;
      int left = length;
      while (left > 0) {
        // A part is sent only when more follows, so that what just fits needs no multipart upload.
        if (part.size() == partBytes) {
          sendPart();
        }
        int n = Math.min(left, partBytes - part.size());
        part.write(bytes, from, n);
        from += n;
        left -= n;
      }
    }

    private void sendPart() throws IOException {
      if (uploadId == null) {
        uploadId = begin();
      }
      eTags.add(put("?partNumber=" + (eTags.size() + 1) + "&uploadId=" + encode(uploadId)));
      part.reset();
    }

    private String begin() throws IOException {
      String response = send("POST", "?uploads=", new byte[0], headers);
      Matcher id = UPLOAD_ID.matcher(response);
      if (!id.find()) {
        throw new IOException("moto began no upload of s3://" + bucket + "/" + key);
      }
      return id.group(1);
    }

    /** Puts the part, or the whole object, and returns its entity tag. */
    private String put(String query) throws IOException {
      // The parts of an upload have none of their own.
      Map<String, String> own = uploadId == null ? headers : Map.of();
      try (MotoConnection response =
          moto.send("s3", "PUT", target(bucket, key) + query, part.toByteArray(), own)) {
        requireOk(response, bucket, key);
        return response.responseHeaders().getFirst("ETag");
      }
    }

    private String send(String method, String query, byte[] body) throws IOException {
      return send(method, query, body, Map.of());
    }

    private String send(String method, String query, byte[] body, Map<String, String> headers)
        throws IOException {
      try (MotoConnection response =
          moto.send("s3", method, target(bucket, key) + query, body, headers)) {
        requireOk(response, bucket, key);
        return new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
      }
    }

    @Override
    public void abort() {
      if (ended) {
        return;
      }
      ended = true;
      if (uploadId != null) {
        try {
          send("DELETE", "?uploadId=" + encode(uploadId), new byte[0]);
        } catch (IOException | ServiceException e) {
          // An incomplete upload shows nowhere, and goes with moto.
        }
      }
    }

    @Override
    public void close() throws IOException {
      if (ended) {
        return;
      }
      try {
        if (uploadId == null) {
          put("");
        } else {
          sendPart();
          complete();
        }
        ended = true;
      } finally {
        abort();
      }
    }

    private void complete() throws IOException {
      StringBuilder parts = new StringBuilder("<CompleteMultipartUpload>");
      for (int i = 0; i < eTags.size(); i++) {
        parts
            .append("<Part><PartNumber>")
            .append(i + 1)
            .append("</PartNumber><ETag>")
            .append(eTags.get(i).replace("\"", "&quot;"))
            .append("</ETag></Part>");
      }
      parts.append("</CompleteMultipartUpload>");
      send(
          "POST",
          "?uploadId=" + encode(uploadId),
          parts.toString().getBytes(StandardCharsets.UTF_8));
    }
  }
}
