package io.tenfold.cli.batch.embedded;

import io.tenfold.cli.batch.Batches;
import io.tenfold.cli.batch.UndeliveredMessage;
import io.tenfold.cli.console.FaultWords;
import io.tenfold.local.folder.PlainFile;
import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The messages that no queue took, a file each beside the file of the run that sent it: {@code
 * NAME.undelivered-ID.json} with {@code {"messageId", "sent", "body", "error"}}.
 */
final class UndeliveredMessages {
  private static final Pattern FILE =
      Pattern.compile("([A-Za-z0-9_-]+)\\.undelivered-([A-Za-z0-9-]+)\\.json");

  private final Path folder;
  private final Consumer<String> warnings;

  /** Takes where the files of runs are, and who is told of files that can't be read. */
  UndeliveredMessages(Path folder, Consumer<String> warnings) {
    this.folder = folder;
    this.warnings = warnings;
  }

  /** Returns the file of a run's message. */
  Path file(String run, String messageId) {
    return folder.resolve(run + ".undelivered-" + messageId + ".json");
  }

  /** Writes a message's file. */
  void write(UndeliveredMessage kept) throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("messageId", kept.message().id());
    json.put("sent", kept.message().sent().toString());
    json.put("body", kept.message().body());
    json.put("error", kept.error());
    Files.createDirectories(folder);
    new PlainFile(kept.file()).write(Json.writePretty(json));
  }

  /** Returns the messages of a run. */
  List<UndeliveredMessage> of(String run) {
    return find(run);
  }

  /** Returns the messages of all runs. */
  List<UndeliveredMessage> all() {
    return find(null);
  }

  private List<UndeliveredMessage> find(String run) {
    List<UndeliveredMessage> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        Matcher name = FILE.matcher(file.getFileName().toString());
        if (name.matches() && (run == null || run.equals(name.group(1)))) {
          read(file, found);
        }
      }
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException | UncheckedIOException e) {
      warnings.accept("Can't read the messages in " + folder + ": " + FaultWords.of(e));
    }
    return found;
  }

  private void read(Path file, List<UndeliveredMessage> found) {
    try {
      Map<?, ?> json = (Map<?, ?>) Json.parse(Files.readAllBytes(file));
      found.add(
          new UndeliveredMessage(
              new Batches.Message(
                  Objects.requireNonNull((String) json.get("messageId")),
                  file.getFileName().toString(),
                  Instant.parse((String) json.get("sent")),
                  Objects.requireNonNull((String) json.get("body"))),
              String.valueOf(json.get("error")),
              file));
    } catch (NoSuchFileException e) {
      // Somebody took it since.
    } catch (IOException
        | MalformedJson
        | ClassCastException
        | NullPointerException
        | DateTimeException e) {
      warnings.accept(file + " is left out: it is no message (" + e.getMessage() + ").");
    }
  }

  /** Deletes a message, if that is what the receipt stands for. */
  boolean delete(Batches.Message message) throws IOException {
    return FILE.matcher(message.receipt()).matches()
        && Files.deleteIfExists(folder.resolve(message.receipt()));
  }
}
