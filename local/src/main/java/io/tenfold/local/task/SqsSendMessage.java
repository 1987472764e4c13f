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

/**
 * {@code sqs:sendMessage}: {@code {"QueueUrl", "MessageBody", "DelaySeconds", "MessageAttributes",
 * "MessageDeduplicationId", "MessageGroupId", "MessageSystemAttributes"}} to {@code
 * {"MD5OfMessageAttributes", "MD5OfMessageBody", "MD5OfMessageSystemAttributes", "MessageId",
 * "SdkHttpMetadata", "SdkResponseMetadata", "SequenceNumber"}}; a body that is no text is sent as
 * JSON.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-sqs.html">Send
 *     messages to an Amazon SQS queue with Step Functions</a>
 */
public final class SqsSendMessage implements TaskIntegration {
  private static final int MOST_SECONDS = 900;
  private static final String SERVICE = "AmazonSQS";
  private static final String SYSTEM = "MessageSystemAttributes";

  private static final Set<String> OPTIONAL =
      Set.of(
          "DelaySeconds", "MessageAttributes", "MessageDeduplicationId", "MessageGroupId", SYSTEM);

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
  public Map<String, Set<String>> members() {
    Set<String> attribute = Set.of("BinaryValue", "DataType", "StringValue");
    return Map.of("MessageAttributes", attribute, SYSTEM, attribute);
  }

  @Override
  public Set<String> patterns() {
    return Set.of(".waitForTaskToken");
  }

  @Override
  public Object call(Map<String, Object> arguments, StateContext context) {
    Object given = arguments.get("MessageBody");
    if (given == null) {
      throw refused("The request must contain the parameter MessageBody.", "MissingParameter");
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
      if (parameters.containsKey(SYSTEM)) {
        response.put("MD5OfMessageSystemAttributes", md5(systemAttributes(parameters.get(SYSTEM))));
      }
      Map<String, Object> sent = queue.send((String) arguments.get("QueueUrl"), body, parameters);
      response.put("MD5OfMessageBody", md5(body.getBytes(StandardCharsets.UTF_8)));
      response.put("MessageId", sent.get("MessageId"));
      if (sent.get("SequenceNumber") != null) {
        response.put("SequenceNumber", sent.get("SequenceNumber"));
      }
      SdkMetadata.add(response, "application/x-amz-json-1.0", Json.writeBytes(response).length);
      return response;
    } catch (ServiceException e) {
      throw e.errorName().equals("SQS.QueueDoesNotExistException")
          ? RefusedCall.optimized(
              e.errorName(),
              e.getMessage(),
              SERVICE,
              400,
              "AWS.SimpleQueueService.NonExistentQueue")
          : e;
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
      throw refused(
          "Value "
              + Json.write(delay)
              + " for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= "
              + MOST_SECONDS
              + ".",
          "InvalidParameterValue");
    }
    return parameters;
  }

  /**
   * Returns the bytes whose MD5 SQS answers with, of the one attribute that there is.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html">SendMessage,
   *     MessageSystemAttribute</a>
   */
  private static byte[] systemAttributes(Object attributes) {
    byte[] digested = MessageAttributes.digested(attributes);
    for (Map.Entry<?, ?> attribute : ((Map<?, ?>) attributes).entrySet()) {
      if (!attribute.getKey().equals("AWSTraceHeader")
          || !"String".equals(((Map<?, ?>) attribute.getValue()).get("DataType"))) {
        throw refused(
            "Message system attribute name '"
                + attribute.getKey()
                + "' is invalid: only AWSTraceHeader is there, and its DataType is String.",
            "InvalidParameterValue");
      }
    }
    return digested;
  }

  private static ServiceException refused(String message, String code) {
    return RefusedCall.optimized("SQS.AmazonSQSException", message, SERVICE, 400, code);
  }

  private static String md5(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }
}
