package io.tenfold.local.aws.moto;

import io.tenfold.local.port.MessageQueue;
import io.tenfold.local.port.ServiceException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Amazon SQS as moto has it.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html">SendMessage</a>
 */
public final class MotoMessageQueue implements MessageQueue {
  private static final int MOST_BYTES = 262_144;
  private static final int SECONDS_HIDDEN = 30;

  /** A queue's URL ends with the account and the name. */
  private static final Pattern URL = Pattern.compile("https?://[^/]+/\\d{12}/[^/]+");

  private final MotoClient moto;

  /** Takes the client of the Region. */
  public MotoMessageQueue(MotoClient moto) {
    this.moto = moto;
  }

  @Override
  public Map<String, Object> send(String queueUrl, String body, Map<String, Object> parameters)
      throws IOException {
    if (!URL.matcher(queueUrl).matches()) {
      // Step Functions sends to the URL, and takes what is none for the name of a host.
      throw new ServiceException(
          "SQS.SdkClientException",
          "Unable to execute HTTP request: "
              + queueUrl.replaceFirst("^https?://", "").replaceFirst("/.*", "")
              + ": Name or service not known");
    }
    int bytes = body.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    if (bytes == 0 || bytes > MOST_BYTES) {
      throw new ServiceException(
          "SQS.AmazonSQSException",
          "A message has 1 to " + MOST_BYTES + " bytes, this one " + bytes);
    }
    Map<String, Object> input = new LinkedHashMap<>(parameters);
    input.put("QueueUrl", queueUrl);
    input.put("MessageBody", body);
    Map<String, Object> sent = new LinkedHashMap<>();
    call("SendMessage", input).forEach((name, value) -> sent.put((String) name, value));
    return sent;
  }

  @Override
  public List<Message> messages(String queueUrl) throws IOException {
    List<Message> messages = new ArrayList<>();
    List<String> receipts = new ArrayList<>();
    // Hidden while the next ten are asked for, and shown again after the last.
    for (List<?> next = receive(queueUrl); !next.isEmpty(); next = receive(queueUrl)) {
      for (Object entry : next) {
        Map<?, ?> message = (Map<?, ?>) entry;
        receipts.add((String) message.get("ReceiptHandle"));
        messages.add(
            new Message(
                (String) message.get("MessageId"), sent(message), (String) message.get("Body")));
      }
    }
    for (String receipt : receipts) {
      call(
          "ChangeMessageVisibility",
          Map.of("QueueUrl", queueUrl, "ReceiptHandle", receipt, "VisibilityTimeout", 0));
    }
    messages.sort((a, b) -> a.sent().compareTo(b.sent()));
    return messages;
  }

  private static Instant sent(Map<?, ?> message) {
    return message.get("Attributes") instanceof Map<?, ?> attributes
            && attributes.get("SentTimestamp") != null
        ? Instant.ofEpochMilli(Long.parseLong(attributes.get("SentTimestamp").toString()))
        : Instant.EPOCH;
  }

  private List<?> receive(String queueUrl) throws IOException {
    Object messages =
        call(
                "ReceiveMessage",
                Map.of(
                    "QueueUrl",
                    queueUrl,
                    "MaxNumberOfMessages",
                    10,
                    "VisibilityTimeout",
                    SECONDS_HIDDEN,
                    "AttributeNames",
                    List.of("SentTimestamp")))
            .get("Messages");
    return messages == null ? List.of() : (List<?>) messages;
  }

  private Map<?, ?> call(String action, Map<String, Object> input) throws IOException {
    MotoClient.JsonResponse response = moto.call("sqs", "AmazonSQS." + action, input);
    if (response.status() / 100 == 2) {
      return response.body() instanceof Map<?, ?> body ? body : Map.of();
    }
    boolean missing =
        response.errorType().contains("QueueDoesNotExist")
            || response.errorType().contains("NonExistentQueue");
    throw new ServiceException(
        missing ? "SQS.QueueDoesNotExistException" : "SQS.AmazonSQSException", response.message());
  }
}
