package io.tenfold.local.task;

import io.tenfold.local.asl.execution.StateContext;
import io.tenfold.local.asl.execution.TaskIntegration;
import io.tenfold.local.json.Json;
import io.tenfold.local.port.MessageQueue;
import io.tenfold.local.port.ServiceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * {@code sqs:sendMessage}: {@code {"QueueUrl", "MessageBody"}} to {@code {"MD5OfMessageBody",
 * "MessageId", "SdkHttpMetadata", "SdkResponseMetadata"}}; a body that is no text is sent as JSON.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-sqs.html">Send
 *     messages to an Amazon SQS queue with Step Functions</a>
 */
public final class SqsSendMessage implements TaskIntegration {
  private final MessageQueue queue;

  /** Takes the queues to send to. */
  public SqsSendMessage(MessageQueue queue) {
    this.queue = queue;
  }

  @Override
  public String resource() {
    return "sqs:sendMessage";
  }

  @Override
  public Set<String> required() {
    return Set.of("QueueUrl", "MessageBody");
  }

  @Override
  public Set<String> texts() {
    return Set.of("QueueUrl");
  }

  @Override
  public Set<String> patterns() {
    return Set.of(".waitForTaskToken");
  }

  @Override
  public Object call(Map<String, Object> arguments, StateContext context) {
    Object given = arguments.get("MessageBody");
    if (given == null) {
      throw new ServiceException(
          "SQS.AmazonSQSException",
          "The request must contain the parameter MessageBody. (Service: AmazonSQS; Status Code:"
              + " 400; Error Code: MissingParameter; Request ID: "
              + UUID.randomUUID()
              + "; Proxy: null)");
    }
    String body = given instanceof String text ? text : Json.write(given);
    try {
      Map<String, Object> response = new LinkedHashMap<>();
      String id = queue.send((String) arguments.get("QueueUrl"), body);
      response.put("MD5OfMessageBody", md5(body));
      response.put("MessageId", id);
      SdkMetadata.add(response, "application/x-amz-json-1.0");
      return response;
    } catch (IOException e) {
      throw new ServiceException("SQS.SdkClientException", String.valueOf(e.getMessage()), e);
    }
  }

  private static String md5(String body) {
    try {
      byte[] digest =
          MessageDigest.getInstance("MD5").digest(body.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }
}
