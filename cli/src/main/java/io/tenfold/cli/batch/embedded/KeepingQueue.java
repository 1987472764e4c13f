package io.tenfold.cli.batch.embedded;

import io.tenfold.cli.batch.Batches;
import io.tenfold.cli.batch.UndeliveredMessage;
import io.tenfold.cli.console.FaultWords;
import io.tenfold.local.port.MessageQueue;
import io.tenfold.local.port.ServiceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * A queue for a run's messages, which keeps what it can't send: the workflow tries again, and what
 * is sent at last is kept no longer.
 */
final class KeepingQueue implements MessageQueue {
  private final MessageQueue queue;
  private final UndeliveredMessages files;
  private final String run;
  private final Consumer<String> warnings;

  /** What is kept, by its body. */
  private final Map<String, UndeliveredMessage> kept = new LinkedHashMap<>();

  /** Takes the queue, and where messages of the run of that name are kept. */
  KeepingQueue(
      MessageQueue queue, UndeliveredMessages files, String run, Consumer<String> warnings) {
    this.queue = queue;
    this.files = files;
    this.run = run;
    this.warnings = warnings;
  }

  @Override
  public Map<String, Object> send(String queueUrl, String body, Map<String, Object> parameters)
      throws IOException {
    Map<String, Object> answer;
    try {
      answer = queue.send(queueUrl, body, parameters);
    } catch (ServiceException e) {
      keep(body, e.errorName() + ": " + e.getMessage());
      throw e;
    } catch (IOException | RuntimeException e) {
      keep(body, FaultWords.of(e));
      throw e;
    }
    sent(body);
    return answer;
  }

  private synchronized void keep(String body, String error) {
    UndeliveredMessage before = kept.get(body);
    Batches.Message message =
        before != null
            ? before.message()
            : new Batches.Message(UUID.randomUUID().toString(), null, Instant.now(), body);
    Path file = files.file(run, message.id());
    try {
      files.write(new UndeliveredMessage(message, error, file));
    } catch (IOException e) {
      if (before == null) {
        warnings.accept("A message can't be kept in " + file + " either: " + FaultWords.of(e));
      }
      file = null;
    }
    kept.put(body, new UndeliveredMessage(message, error, file));
    if (before == null) {
      warnings.accept(
          "The queue refuses a message of the run ("
              + error
              + "). The workflow tries again"
              + (file == null ? "." : "; until then it is in " + file + "."));
    }
  }

  private synchronized void sent(String body) {
    UndeliveredMessage before = kept.remove(body);
    if (before != null && before.file() != null) {
      try {
        Files.deleteIfExists(before.file());
      } catch (IOException e) {
        warnings.accept(before.file() + " can't be deleted, but its message was sent after all.");
      }
    }
  }

  @Override
  public List<Message> messages(String queueUrl) throws IOException {
    return queue.messages(queueUrl);
  }

  /** Returns what could not be sent. */
  synchronized List<UndeliveredMessage> kept() {
    return new ArrayList<>(kept.values());
  }
}
