package io.tenfold.cli.batch;

import io.tenfold.cli.console.UserError;
import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import io.tenfold.local.map.read.ReaderConfig;
import java.util.Map;
import java.util.Optional;

/**
 * How a workflow's Distributed Map reads its file.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html">ItemReader</a>
 */
public final class WorkflowReader {
  private WorkflowReader() {}

  /**
   * Returns what a definition says; empty where it says nothing, or leaves it to a placeholder.
   *
   * @param name of the workflow, for errors
   * @throws UserError if it is one of which this command has no files
   */
  public static Optional<ReaderConfig> of(String name, String definition) {
    Object document;
    try {
      document = Json.parse(definition);
    } catch (MalformedJson e) {
      // Whoever runs it says so with its place.
      return Optional.empty();
    }
    if (lists(document)) {
      throw new UserError(
          name
              + " lists the objects below a prefix by itself, and reads no file of records that"
              + " this command could give it. Start it with the input that it takes: aws"
              + " stepfunctions start-execution.");
    }
    return fields(document)
        .filter(fields -> !String.valueOf(fields.get("InputType")).startsWith("${"))
        .map(fields -> config(name, fields));
  }

  private static boolean lists(Object document) {
    return reader(document)
        .filter(reader -> String.valueOf(reader.get("Resource")).endsWith(":s3:listObjectsV2"))
        .isPresent();
  }

  private static Optional<Map<?, ?>> fields(Object document) {
    return reader(document)
        .map(reader -> reader.get("ReaderConfig") instanceof Map<?, ?> fields ? fields : null);
  }

  private static Optional<Map<?, ?>> reader(Object document) {
    if (document instanceof Map<?, ?> machine && machine.get("States") instanceof Map<?, ?> all) {
      for (Object state : all.values()) {
        if (state instanceof Map<?, ?> map && map.get("ItemReader") instanceof Map<?, ?> reader) {
          return Optional.of(reader);
        }
      }
    }
    return Optional.empty();
  }

  private static ReaderConfig config(String name, Map<?, ?> fields) {
    try {
      return ReaderConfig.of(fields);
    } catch (IllegalArgumentException e) {
      throw new UserError(
          name
              + " reads files of the type "
              + fields.get("InputType")
              + ", and this command has those of JSON, JSONL and CSV. Upload the file yourself, and"
              + " start the run with its key.",
          e);
    }
  }
}
