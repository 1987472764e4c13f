package io.tenfold.local.task;

import io.tenfold.local.asl.execution.StateContext;
import io.tenfold.local.asl.execution.TaskIntegration;
import io.tenfold.local.json.Json;
import io.tenfold.local.port.ObjectStore;
import io.tenfold.local.port.ServiceException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * {@code aws-sdk:s3:putObject}: {@code {"Bucket", "Key", "Body", "ContentType"}} to {@code
 * {"ETag"}}; the body is stored as JSON, a text with its quotes.
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
    Object body = arguments.get("Body");
    // As recorded on AWS, a text is stored with its quotes, as all that is JSON.
    byte[] bytes = arguments.containsKey("Body") ? Json.writeBytes(body) : new byte[0];
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
