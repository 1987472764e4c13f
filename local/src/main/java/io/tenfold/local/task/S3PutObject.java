package io.tenfold.local.task;

import io.tenfold.local.asl.error.ErrorNames;
import io.tenfold.local.asl.error.StateError;
import io.tenfold.local.asl.execution.StateContext;
import io.tenfold.local.asl.execution.TaskIntegration;
import io.tenfold.local.json.Json;
import io.tenfold.local.port.ObjectStore;
import io.tenfold.local.port.ServiceException;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * {@code aws-sdk:s3:putObject}: {@code {"Bucket", "Key", "Body", "ContentType", …}} to {@code
 * {"ETag", "ServerSideEncryption"}}; the body is stored as JSON, a text with its quotes, and is a
 * text for S3 unless {@code ContentType} says otherwise.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html">AWS
 *     SDK service integrations</a>
 */
public final class S3PutObject implements TaskIntegration {
  /** The arguments that are headers of the request. */
  private static final Map<String, String> HEADERS =
      Map.of(
          "CacheControl", "Cache-Control",
          "ContentDisposition", "Content-Disposition",
          "ContentEncoding", "Content-Encoding",
          "ContentLanguage", "Content-Language",
          "ContentType", "Content-Type",
          "StorageClass", "x-amz-storage-class",
          "Tagging", "x-amz-tagging");

  private static final String METADATA = "Metadata";

  /**
   * What S3 encrypts by where nothing else is asked for.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html">Default
   *     encryption</a>
   */
  static final String ENCRYPTION = "AES256";

  private final ObjectStore store;

  /** Takes the store to write to. */
  public S3PutObject(ObjectStore store) {
    this.store = store;
  }

  @Override
  public String resource() {
    return "aws-sdk:s3:putObject";
  }

  @Override
  public Set<String> required() {
    return Set.of("Bucket", "Key");
  }

  @Override
  public Set<String> optional() {
    Set<String> names = new HashSet<>(HEADERS.keySet());
    names.addAll(Set.of("Body", METADATA));
    return names;
  }

  @Override
  public Set<String> texts() {
    Set<String> names = new HashSet<>(HEADERS.keySet());
    names.addAll(Set.of("Bucket", "Key"));
    return names;
  }

  @Override
  public Object call(Map<String, Object> arguments, StateContext context) {
    String bucket = (String) arguments.get("Bucket");
    String key = (String) arguments.get("Key");
    Object body = arguments.get("Body");
    // As recorded on AWS, a text is stored with its quotes, as all that is JSON.
    byte[] bytes = arguments.containsKey("Body") ? Json.writeBytes(body) : new byte[0];
    try {
      ObjectStore.Upload upload = store.create(bucket, key, headers(arguments));
      try {
        upload.write(bytes);
      } catch (IOException | RuntimeException e) {
        upload.abort(); // closing it would publish what was written so far
        throw e;
      }
      upload.close();
      Map<String, Object> properties = store.properties(bucket, key);
      Map<String, Object> response = new LinkedHashMap<>();
      response.put("ETag", properties.get("ETag"));
      response.put(
          "ServerSideEncryption", properties.getOrDefault("ServerSideEncryption", ENCRYPTION));
      if (properties.containsKey("VersionId")) {
        response.put("VersionId", properties.get("VersionId"));
      }
      return response;
    } catch (ServiceException e) {
      throw RefusedCall.ofS3(e);
    } catch (IOException e) {
      throw new ServiceException("S3.SdkClientException", String.valueOf(e.getMessage()), e);
    }
  }

  private static Map<String, String> headers(Map<String, Object> arguments) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (arguments.containsKey("Body")) {
      headers.put("Content-Type", "text/plain; charset=UTF-8"); // as recorded on AWS
    }
    HEADERS.forEach(
        (name, header) -> {
          if (arguments.get(name) instanceof String value) {
            headers.put(header, value);
          }
        });
    Object metadata = arguments.get(METADATA);
    if (metadata instanceof Map<?, ?> members
        && members.values().stream().allMatch(String.class::isInstance)) {
      members.forEach((name, value) -> headers.put("x-amz-meta-" + name, (String) value));
    } else if (metadata != null) {
      throw new StateError(
          ErrorNames.RUNTIME, "The argument 'Metadata' must be an object whose values are texts");
    }
    return headers;
  }
}
