package io.tenfold.cli.command;

import io.tenfold.cli.batch.Batches;
import io.tenfold.cli.console.CountConverter;
import io.tenfold.cli.console.ExitCode;
import io.tenfold.cli.console.Printable;
import io.tenfold.cli.console.Quantity;
import io.tenfold.cli.console.UserError;
import io.tenfold.local.json.Json;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tenfold queue}: the messages about runs that failed. */
@Command(
    name = "queue",
    header = "Shows the messages about runs that failed.",
    description = {
      "",
      "Shows the messages about runs that failed. They stay on the queue, hidden from others for"
          + " some seconds; --delete takes those that were shown off it.",
      "",
      "Ends with 0, also when there are none, and 3 when the queue can't be read."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {"  tenfold queue", "  tenfold queue --delete --max 100 --json >> failed-runs.jsonl"})
final class QueueCommand implements Callable<Integer> {
  private static final Duration TO_READ = Duration.ofSeconds(5);

  /** Long enough for a message to be printed and deleted before it comes again. */
  private static final Duration TO_DELETE = Duration.ofMinutes(1);

  @Spec private CommandSpec spec;

  @Option(names = "--delete", description = "Takes the messages off the queue, once shown.")
  private boolean delete;

  @Option(
      names = "--max",
      paramLabel = "N",
      defaultValue = "10",
      converter = CountConverter.class,
      description = "How many at most. Default: ${DEFAULT-VALUE}.")
  private int max;

  @Option(names = "--json", description = "Prints one line of JSON per message.")
  private boolean json;

  @Mixin private StackOptions stack;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    try (Batches batches = stack.open()) {
      List<Batches.Message> messages = batches.receive(max, delete ? TO_DELETE : TO_READ);
      List<String> shown = new ArrayList<>();
      for (Batches.Message message : messages) {
        shown.add(json ? Json.write(json(message)) + "\n" : text(message));
      }
      shown.forEach(out::print);
      if (messages.isEmpty() && !json) {
        out.println("The queue is empty.");
      }
      // Only what was written is acknowledged.
      if (out.checkError() && !messages.isEmpty()) {
        throw new UserError("The messages can't be written, so they stay on the queue.");
      }
      if (delete) {
        for (Batches.Message message : messages) {
          batches.delete(message);
        }
        spec.commandLine()
            .getErr()
            .printf("Deleted %s.%n", Quantity.of(messages.size(), "message"));
        spec.commandLine().getErr().flush();
      }
    }
    return ExitCode.SUCCEEDED;
  }

  private static Map<String, Object> json(Batches.Message message) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("messageId", message.id());
    object.put("sent", message.sent() == null ? null : message.sent().toString());
    object.put("body", message.content());
    return object;
  }

  private static String text(Batches.Message message) {
    return message.sent()
        + "  "
        + Printable.line(message.id())
        + "\n"
        + new String(Json.writePretty(message.content()), StandardCharsets.UTF_8)
        + "\n";
  }
}
