package io.tenfold.local.folder;

import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import io.tenfold.local.port.MessageQueue;
import io.tenfold.local.port.ServiceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Queues as folders below a root, a message per file, as JSON {@code {"messageId", "sent", "body",
 * "parameters"}}, those of SendMessage if there are any, under a name that sorts by when it was
 * sent.
 */
public final class FolderMessageQueue implements MessageQueue {
  private static final String NO_SUCH_QUEUE = "SQS.QueueDoesNotExistException";
  private static final String REFUSED = "SQS.AmazonSQSException";

  /** Identifies a queue; nothing listens there. */
  private static final String URL_PREFIX = "https://sqs.local.tenfold/000000000000/";

  private static final int LARGEST_BODY = 262_144;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,80}");

  private final Path root;
  private final Consumer<String> warnings;
  private final AtomicLong lastSent = new AtomicLong();

  /** Takes the folder that holds the queues, which is created with the first of them. */
  public FolderMessageQueue(Path root) {
    this(root, warning -> {});
  }

  /** As the other constructor, with who is told of files that are no messages. */
  public FolderMessageQueue(Path root, Consumer<String> warnings) {
    this.root = root.toAbsolutePath().normalize();
    this.warnings = warnings;
  }

  /**
   * Creates a queue, unless it is there, and returns its URL.
   *
   * @throws ServiceException {@code SQS.AmazonSQSException} for a name that is not 1 to 80 letters,
   *     digits, hyphens and underscores
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html">CreateQueue</a>
   */
  public String createQueue(String name) throws IOException {
    if (!NAME.matcher(name).matches()) {
      throw new ServiceException(
          REFUSED,
          "InvalidParameterValue: \""
              + name
              + "\"; a queue's name is 1 to 80 letters, digits, hyphens and underscores");
    }
    Files.createDirectories(root.resolve(name));
    return url(name);
  }

  /** Returns the URL of a queue, whether there is one of that name or not. */
  public static String url(String name) {
    return URL_PREFIX + name;
  }

  @Override
  public Map<String, Object> send(String queueUrl, String body, Map<String, Object> parameters)
      throws IOException {
    Path queue = queue(queueUrl);
    if (parameters.containsKey("MessageDeduplicationId")) {
      throw new ServiceException(
          REFUSED,
          "InvalidParameterValue: MessageDeduplicationId is for FIFO queues, and this is none");
    }
    if (body.isEmpty()) {
      throw new ServiceException(REFUSED, "MissingParameter: the message body is empty");
    }
    int size = body.getBytes(StandardCharsets.UTF_8).length;
    if (size > LARGEST_BODY) {
      throw new ServiceException(
          REFUSED,
          "InvalidParameterValue: the message body is "
              + size
              + " bytes, more than "
              + LARGEST_BODY);
    }
    String id = UUID.randomUUID().toString();
    long micros = nextInstant();
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("messageId", id);
    message.put("sent", Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString());
    message.put("body", body);
    if (!parameters.isEmpty()) {
      message.put("parameters", parameters);
    }
    // Twenty digits sort as text for as long as there are microseconds in a long.
    Path file = queue.resolve(String.format("%020d-%s.json", micros, id));
    new PlainFile(file).write(Json.writePretty(message));
    return Map.of("MessageId", id);
  }

  /** Two messages sent within a microsecond still have an order. */
  private long nextInstant() {
    long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    return lastSent.updateAndGet(last -> Math.max(last + 1, now));
  }

  @Override
  public List<Message> messages(String queueUrl) throws IOException {
    List<Path> files;
    try (Stream<Path> entries = Files.list(queue(queueUrl))) {
      files = entries.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    List<Message> messages = new ArrayList<>(files.size());
    for (Path file : files) {
      try {
        messages.add(read(file));
      } catch (NoSuchFileException e) {
        // Someone took it since.
      } catch (IOException
          | MalformedJson
          | ClassCastException
          | NullPointerException
          | DateTimeException e) {
        // The messages beside it are no less good.
        warnings.accept(file + " is left out: it is no message (" + e.getMessage() + ").");
      }
    }
    return messages;
  }

  private static Message read(Path file) throws IOException {
    Map<?, ?> message = (Map<?, ?>) Json.parse(Files.readAllBytes(file));
    return new Message(
        Objects.requireNonNull((String) message.get("messageId")),
        Instant.parse((String) message.get("sent")),
        Objects.requireNonNull((String) message.get("body")));
  }

  private Path queue(String queueUrl) {
    String name = queueUrl.substring(queueUrl.lastIndexOf('/') + 1);
    Path queue = NAME.matcher(name).matches() ? root.resolve(name) : null;
    if (queue == null || !Files.isDirectory(queue)) {
      throw new ServiceException(NO_SUCH_QUEUE, "There is no queue " + queueUrl + " in " + root);
    }
    return queue;
  }
}
