package io.tenfold.local.task;

import io.tenfold.local.asl.execution.StateContext;
import io.tenfold.local.asl.execution.TaskIntegration;
import io.tenfold.local.json.Json;
import io.tenfold.local.port.MessageQueue;
import io.tenfold.local.port.ServiceException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * {@code sqs:sendMessage}: {@code {"QueueUrl", "MessageBody"}} to {@code {"MessageId"}}; a body
 * that is no text is sent as JSON.
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
  public Object call(Map<String, Object> arguments, StateContext context) {
    Object body = arguments.get("MessageBody");
    try {
      Map<String, Object> response = new LinkedHashMap<>();
      response.put(
          "MessageId",
          queue.send(
              (String) arguments.get("QueueUrl"),
              body instanceof String text ? text : Json.write(body)));
      return response;
    } catch (IOException e) {
      throw new ServiceException("SQS.SdkClientException", String.valueOf(e.getMessage()), e);
    }
  }
}
