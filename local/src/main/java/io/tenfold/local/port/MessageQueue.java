package io.tenfold.local.port;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What the engine needs of Amazon SQS.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html">SendMessage</a>
 */
public interface MessageQueue {

  /** A message: its id, when it was sent, and its body. */
  record Message(String messageId, Instant sent, String body) {}

  /**
   * Puts a message on a queue and returns the message's id.
   *
   * @throws ServiceException {@code SQS.QueueDoesNotExistException}, or {@code
   *     SQS.AmazonSQSException} for a body that is empty or over 262,144 bytes
   */
  default String send(String queueUrl, String body) throws IOException {
    return (String) send(queueUrl, body, Map.of()).get("MessageId");
  }

  /**
   * Puts a message on a queue and returns what SendMessage does: {@code MessageId}, and of a FIFO
   * queue {@code SequenceNumber}.
   *
   * @param parameters of SendMessage besides, by its names
   * @throws ServiceException {@code SQS.QueueDoesNotExistException}, or {@code
   *     SQS.AmazonSQSException} for a body that is empty or over 262,144 bytes, or a parameter that
   *     the queue refuses
   */
  Map<String, Object> send(String queueUrl, String body, Map<String, Object> parameters)
      throws IOException;

  /**
   * Returns the messages on a queue, oldest first, and leaves them there.
   *
   * @throws ServiceException {@code SQS.QueueDoesNotExistException}
   */
  List<Message> messages(String queueUrl) throws IOException;
}
