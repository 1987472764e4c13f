package io.tenfold.local.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenfold.local.port.MessageQueue.Message;
import io.tenfold.local.port.ServiceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderMessageQueueTest {
  @TempDir Path root;
  private FolderMessageQueue queues;
  private String url;

  @BeforeEach
  void createQueue() throws IOException {
    queues = new FolderMessageQueue(root);
    url = queues.createQueue("failures");
  }

  private static void assertRefused(String errorName, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ServiceException.class, e -> assertThat(e.errorName()).isEqualTo(errorName));
  }

  @Test
  void messagesAreKeptInTheirOrder() throws IOException {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      ids.add(queues.send(url, "message " + i + " \"Ä💶\"\n"));
    }
    List<Message> messages = new FolderMessageQueue(root).messages(url);
    assertThat(messages).extracting(Message::messageId).isEqualTo(ids);
    assertThat(messages).extracting(Message::sent).isSorted().doesNotHaveDuplicates();
    assertThat(messages.get(7).body()).isEqualTo("message 7 \"Ä💶\"\n");
  }

  @Test
  void threadsSendAtOnce() throws IOException {
    IntStream.range(0, 100)
        .parallel()
        .forEach(
            i -> {
              try {
                queues.send(url, "" + i);
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    assertThat(queues.messages(url)).hasSize(100);
  }

  @Test
  void theUrlEndsInTheQueuesName() throws IOException {
    assertThat(url).isEqualTo("https://sqs.local.tenfold/000000000000/failures");
    queues.send("https://sqs.eu-west-1.amazonaws.com/1/failures", "x");
    assertThat(queues.messages(url)).hasSize(1);
  }

  @Test
  void bodiesAreLimitedAsInSqs() throws IOException {
    queues.send(url, "é".repeat(131_072));
    assertRefused("SQS.AmazonSQSException", () -> queues.send(url, "é".repeat(131_072) + "x"));
    assertRefused("SQS.AmazonSQSException", () -> queues.send(url, ""));
  }

  @Test
  void unknownQueuesAndImpossibleNamesAreRefused() {
    for (String other : List.of("nowhere", "https://x/../..", "", "https://x/.unsent")) {
      assertRefused("SQS.QueueDoesNotExistException", () -> queues.send(other, "x"));
      assertRefused("SQS.QueueDoesNotExistException", () -> queues.messages(other));
    }
    assertRefused("SQS.AmazonSQSException", () -> queues.createQueue("a/b"));
    assertRefused("SQS.AmazonSQSException", () -> queues.createQueue(".."));
  }

  @Test
  void aFileThatIsNoMessageIsLeftOutWithAWarning() throws IOException {
    List<String> warnings = new ArrayList<>();
    String id = queues.send(url, "x");
    for (String broken : List.of("[]", "", "{\"messageId\":1}", "{\"sent\":\"yesterday\"}")) {
      Path file = Files.writeString(root.resolve("failures/0.json"), broken);
      assertThat(new FolderMessageQueue(root, warnings::add).messages(url))
          .extracting(Message::messageId)
          .containsExactly(id);
      assertThat(warnings).last().asString().contains(file.toString());
    }
    assertThat(warnings).hasSize(4);
  }
}
