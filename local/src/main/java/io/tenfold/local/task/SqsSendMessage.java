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
 * {@code sqs:sendMessage}: {@code {"QueueUrl", "MessageBody", "DelaySeconds", "MessageAttributes",
 * "MessageDeduplicationId", "MessageGroupId"}} to {@code {"MD5OfMessageAttributes",
 * "MD5OfMessageBody", "MessageId", "SdkHttpMetadata", "SdkResponseMetadata", "SequenceNumber"}}; a
 * body that is no text is sent as JSON.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-sqs.html">Send
 *     messages to an Amazon SQS queue with Step Functions</a>
 */
public final class SqsSendMessage implements TaskIntegration {
  private static final int MOST_SECONDS = 900;

  private static final Set<String> OPTIONAL =
      Set.of("DelaySeconds", "MessageAttributes", "MessageDeduplicationId", "MessageGroupId");

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
  public Set<String> optional() {
    return OPTIONAL;
  }

  @Override
  public Set<String> texts() {
    return Set.of("QueueUrl", "MessageDeduplicationId", "MessageGroupId");
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
      Map<String, Object> parameters = parameters(arguments);
      Map<String, Object> response = new LinkedHashMap<>();
      if (parameters.containsKey("MessageAttributes")) {
        response.put(
            "MD5OfMessageAttributes",
            md5(MessageAttributes.digested(parameters.get("MessageAttributes"))));
      }
      Map<String, Object> sent = queue.send((String) arguments.get("QueueUrl"), body, parameters);
      response.put("MD5OfMessageBody", md5(body.getBytes(StandardCharsets.UTF_8)));
      response.put("MessageId", sent.get("MessageId"));
      SdkMetadata.add(response, "application/x-amz-json-1.0");
      if (sent.get("SequenceNumber") != null) {
        response.put("SequenceNumber", sent.get("SequenceNumber"));
      }
      return response;
    } catch (IOException e) {
      throw new ServiceException("SQS.SdkClientException", String.valueOf(e.getMessage()), e);
    }
  }

  private static Map<String, Object> parameters(Map<String, Object> arguments) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    arguments.forEach(
        (name, value) -> {
          if (OPTIONAL.contains(name) && value != null) {
            parameters.put(name, value);
          }
        });
    Object delay = parameters.get("DelaySeconds");
    if (delay != null
        && !(delay instanceof Number seconds
            && seconds.doubleValue() == seconds.intValue()
            && seconds.intValue() >= 0
            && seconds.intValue() <= MOST_SECONDS)) {
      throw new ServiceException(
          "SQS.AmazonSQSException",
          "Value "
              + Json.write(delay)
              + " for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= "
              + MOST_SECONDS
              + ".");
    }
    return parameters;
  }

  private static String md5(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }
}
