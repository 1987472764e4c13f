package io.tenfold.local.task;

import io.tenfold.local.asl.execution.PayloadLimit;
import io.tenfold.local.asl.execution.StateContext;
import io.tenfold.local.asl.execution.TaskIntegration;
import io.tenfold.local.port.ObjectStore;
import io.tenfold.local.port.ServiceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * {@code aws-sdk:s3:getObject}: {@code {"Bucket", "Key"}} to {@code {"AcceptRanges",
 * "ContentLength", "ContentType", "ETag", "LastModified", "Metadata", "ServerSideEncryption",
 * "Body"}} and whatever else the object has, the body as text.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html">AWS
 *     SDK service integrations</a>
 */
public final class S3GetObject implements TaskIntegration {
  private final ObjectStore store;

  /** Takes the store to read. */
  public S3GetObject(ObjectStore store) {
    this.store = store;
  }

  @Override
  public String resource() {
    return "aws-sdk:s3:getObject";
  }

  @Override
  public Set<String> required() {
    return Set.of("Bucket", "Key");
  }

  @Override
  public Set<String> texts() {
    return Set.of("Bucket", "Key");
  }

  @Override
  public Object call(Map<String, Object> arguments, StateContext context) {
    String bucket = (String) arguments.get("Bucket");
    String key = (String) arguments.get("Key");
    try (InputStream in = store.open(bucket, key)) {
      byte[] body = in.readNBytes(PayloadLimit.BYTES + 1);
      if (body.length > PayloadLimit.BYTES) {
        throw PayloadLimit.exceeded(
            "The state/task '" + context.stateName() + "' returned a result",
            store.head(bucket, key).size());
      }
      Map<String, Object> properties = new TreeMap<>();
      properties.put("AcceptRanges", "bytes");
      properties.put("ContentType", "binary/octet-stream");
      properties.put("Metadata", Map.of());
      properties.put("ServerSideEncryption", S3PutObject.ENCRYPTION);
      properties.putAll(store.properties(bucket, key));
      properties.computeIfPresent(
          "LastModified",
          (name, time) -> ((Instant) time).truncatedTo(ChronoUnit.SECONDS).toString());
      properties.put("ContentLength", body.length);
      Map<String, Object> response = new LinkedHashMap<>(properties);
      response.put("Body", new String(body, StandardCharsets.UTF_8));
      return response;
    } catch (ServiceException e) {
      throw RefusedCall.ofS3(e);
    } catch (IOException e) {
      throw new ServiceException("S3.SdkClientException", String.valueOf(e.getMessage()), e);
    }
  }
}
