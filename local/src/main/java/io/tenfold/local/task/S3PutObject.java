package io.tenfold.local.task;

import io.tenfold.local.asl.execution.StateContext;
import io.tenfold.local.asl.execution.TaskIntegration;
import io.tenfold.local.json.Json;
import io.tenfold.local.port.ObjectStore;
import io.tenfold.local.port.ServiceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * {@code aws-sdk:s3:putObject}: {@code {"Bucket", "Key", "Body", "ContentType"}} to {@code
 * {"ETag"}}; a body that is no text is stored as JSON.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html">AWS
 *     SDK service integrations</a>
 */
public final class S3PutObject implements TaskIntegration {
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
    return Set.of("Body", "ContentType");
  }

  @Override
  public Set<String> texts() {
    return Set.of("Bucket", "Key", "ContentType");
  }

  @Override
  public Object call(Map<String, Object> arguments, StateContext context) {
    String bucket = (String) arguments.get("Bucket");
    String key = (String) arguments.get("Key");
    Object body = arguments.getOrDefault("Body", "");
    byte[] bytes =
        body instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : Json.writeBytes(body);
    try {
      ObjectStore.Upload upload = store.create(bucket, key);
      try {
        upload.write(bytes);
      } catch (IOException | RuntimeException e) {
        upload.abort(); // closing it would publish what was written so far
        throw e;
      }
      upload.close();
      Map<String, Object> response = new LinkedHashMap<>();
      response.put("ETag", store.head(bucket, key).eTag());
      return response;
    } catch (IOException e) {
      throw new ServiceException("S3.SdkClientException", String.valueOf(e.getMessage()), e);
    }
  }
}
