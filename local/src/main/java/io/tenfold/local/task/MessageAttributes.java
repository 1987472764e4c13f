package io.tenfold.local.task;

import io.tenfold.local.port.ServiceException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A message's attributes, {@code {name: {"DataType", "StringValue" | "BinaryValue"}}}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html">Amazon
 *     SQS message metadata</a>
 */
final class MessageAttributes {
  private MessageAttributes() {}

  /**
   * Returns the bytes whose MD5 SQS answers with: of each attribute, in the order of the names, its
   * name, its type, a 1 for a text or a 2 for bytes, and its value, each with its length before it.
   *
   * @throws ServiceException {@code SQS.AmazonSQSException} if they are none
   */
  static byte[] digested(Object attributes) {
    if (!(attributes instanceof Map<?, ?> members)) {
      throw refused("The message attributes must be an object");
    }
    SortedMap<String, Object> sorted = new TreeMap<>();
    members.forEach((name, value) -> sorted.put((String) name, value));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    sorted.forEach(
        (name, value) -> {
          if (!(value instanceof Map<?, ?> attribute)
              || !(attribute.get("DataType") instanceof String type)
              || !type.matches("(String|Number|Binary)(\\..*)?")) {
            throw refused(
                "The message attribute '"
                    + name
                    + "' must have a DataType that begins with String, Number or Binary");
          }
          boolean binary = type.startsWith("Binary");
          Object given = attribute.get(binary ? "BinaryValue" : "StringValue");
          if (!(given instanceof String text) || text.isEmpty()) {
            throw refused(
                "The message attribute '" + name + "' must contain a non-empty value of its type");
          }
          put(bytes, name.getBytes(StandardCharsets.UTF_8));
          put(bytes, type.getBytes(StandardCharsets.UTF_8));
          bytes.write(binary ? 2 : 1);
          put(bytes, binary ? decoded(name, text) : text.getBytes(StandardCharsets.UTF_8));
        });
    return bytes.toByteArray();
  }

  private static byte[] decoded(String name, String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw refused("The message attribute '" + name + "' is no Base64: " + e.getMessage());
    }
  }

  private static void put(ByteArrayOutputStream to, byte[] bytes) {
    to.writeBytes(ByteBuffer.allocate(4).putInt(bytes.length).array());
    to.writeBytes(bytes);
  }

  private static ServiceException refused(String problem) {
    return new ServiceException("SQS.AmazonSQSException", problem);
  }
}
