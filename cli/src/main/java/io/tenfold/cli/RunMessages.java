package io.tenfold.cli;

import io.tenfold.cli.console.PrintableWriter;
import io.tenfold.local.json.Json;
import io.tenfold.local.port.ServiceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
record RunMessages(List<Object> sent, List<UndeliveredMessages.Kept> undelivered, String fault) {

  /** Looks for a run's messages; a queue of AWS's shows them to none but who receives them. */
  static RunMessages of(Batches batches, String arn) {
    if (!(batches instanceof EmbeddedBatches local)) {
      return new RunMessages(List.of(), List.of(), null);
    }
    List<Object> sent = new ArrayList<>();
    String fault = null;
    try {
      for (Batches.Message message : local.messages()) {
        // Somebody else's message may be anything: this workflow's are JSON.
        if (message.content() instanceof Map<?, ?> body && arn.equals(body.get("executionArn"))) {
          sent.add(body);
        }
      }
    } catch (ServiceException e) {
      fault = e.errorName() + ": " + e.getMessage();
    } catch (IOException e) {
      fault = e.toString();
    }
    return new RunMessages(sent, local.undelivered(arn), fault);
  }

  /** Prints the part of a summary that is about them, if there is anything to say. */
  void print(PrintableWriter text) {
    if (!sent.isEmpty()) {
      text.printf("  queue     %s%n", Quantity.of(sent.size(), "message"));
      sent.forEach(message -> print(text, message));
    }
    if (fault != null) {
      text.printf("  queue     can't be read: %s%n", fault);
    }
    for (UndeliveredMessages.Kept kept : undelivered) {
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
  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("messages", sent);
    if (!undelivered.isEmpty()) {
      json.put(
          "undeliveredMessages", undelivered.stream().map(UndeliveredMessages.Kept::json).toList());
    }
    if (fault != null) {
      json.put("queueError", fault);
    }
    return json;
  }
}
