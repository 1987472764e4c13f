package io.tenfold.cli.batch;

import io.tenfold.cli.console.PrintableWriter;
import io.tenfold.cli.console.Quantity;
import io.tenfold.local.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run told the queue, as far as that can be seen without taking it.
 *
 * @param sent the messages that are on the queue, as JSON values
 * @param undelivered those that the queue did not take
 * @param fault why the queue can't be read, null if it can
 */
public record RunMessages(List<Object> sent, List<UndeliveredMessage> undelivered, String fault) {

  /** Returns that nothing is known of any: AWS shows messages to none but who receives them. */
  static RunMessages unknown() {
    return new RunMessages(List.of(), List.of(), null);
  }

  /** Prints the part of a summary that is about them, if there is anything to say. */
  public void print(PrintableWriter text) {
    if (!sent.isEmpty()) {
      text.printf("  queue     %s%n", Quantity.of(sent.size(), "message"));
      sent.forEach(message -> print(text, message));
    }
    if (fault != null) {
      text.printf("  queue     can't be read: %s%n", fault);
    }
    for (UndeliveredMessage kept : undelivered) {
      text.printf("  queue     1 message could not be sent: %s%n", kept.error());
      text.printf(
          "            %s%n",
          kept.file() == null ? "it is kept nowhere but here" : "it is kept in " + kept.file());
      print(text, kept.message().content());
    }
  }

  private static void print(PrintableWriter text, Object message) {
    text.print(new String(Json.writePretty(message), StandardCharsets.UTF_8).indent(12));
  }

  /** Returns the fields of a summary for scripts that are about them. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("messages", sent);
    if (!undelivered.isEmpty()) {
      json.put("undeliveredMessages", undelivered.stream().map(UndeliveredMessage::json).toList());
    }
    if (fault != null) {
      json.put("queueError", fault);
    }
    return json;
  }
}
