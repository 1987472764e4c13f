package io.tenfold.cli.results;

import io.tenfold.cli.console.UserError;
import io.tenfold.cli.file.RecordWriter;
import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import io.tenfold.local.map.read.ReaderConfig;
import io.tenfold.local.map.result.ChildExecution;
import io.tenfold.local.map.result.RecordIndex;
import io.tenfold.local.map.result.ResultFiles;
import io.tenfold.local.map.result.ResultGroup;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The file of a retry: the records of a run that did not succeed, each as the {@code
 * RecordEnvelope} that the function was given, with its index in the first run's file and that
 * run's origin.
 *
 * @param records how many it holds
 * @param otherErrors how many failed records have another error than was asked for
 * @param pending how many records were never started and are left out
 */
public record RetryFile(long records, long otherErrors, long pending) {
  private static final String PARAMETERS = ",\"parameters\":";

  /** Which records are tried again: those of an error (null for any), and pending ones or not. */
  public record Selection(String error, boolean pending) {
    private boolean has(ChildExecution child) {
      String name = FailedRecord.errorOf(child);
      // A class is known by its simple name, too.
      return error == null || name.equals(error) || name.endsWith("." + error);
    }
  }

  /**
   * Writes the file, a record at a time.
   *
   * @param reader how the stack reads it
   */
  public static RetryFile write(
      ResultFiles results, Selection selection, ReaderConfig reader, Path file) throws IOException {
    try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(file))) {
      RecordWriter out = new RecordWriter(stream, reader);
      Counts counts = new Counts(out);
      results.forEach(
          ResultGroup.FAILED,
          child -> {
            if (selection.has(child)) {
              counts.add(child);
            } else {
              counts.otherErrors++;
            }
          });
      results.forEach(
          ResultGroup.PENDING,
          child -> {
            if (selection.pending()) {
              counts.add(child);
            } else {
              counts.pending++;
            }
          });
      out.finish();
      return new RetryFile(counts.records, counts.otherErrors, counts.pending);
    }
  }

  /**
   * Leaves out the parameters of the run, the last field of a record's own input: the execution's
   * input has them, a retry's too.
   */
  private static String withoutParameters(String inputJson) {
    int at = inputJson.lastIndexOf(PARAMETERS);
    if (at < 0) {
      return inputJson;
    }
    try {
      // What follows is that field alone, or it is a field of the record's.
      String last = inputJson.substring(at + PARAMETERS.length(), inputJson.length() - 1);
      return Json.parse(last) instanceof Map<?, ?> ? inputJson.substring(0, at) + "}" : inputJson;
    } catch (MalformedJson e) {
      return inputJson;
    }
  }

  private static final class Counts {
    private final RecordWriter out;
    private long records;
    private long otherErrors;
    private long pending;

    Counts(RecordWriter out) {
      this.out = out;
    }

    void add(ChildExecution child) {
      if (RecordIndex.of(child.inputJson()) < 0) {
        throw new UserError(
            "The input of "
                + child.name()
                + " is not {\"index\", \"record\"}, so it can't be tried again under its index. Was"
                + " the run another workflow's?");
      }
      try {
        // The input of a child is what a retry's file holds, as it is: nothing is lost in parsing.
        out.envelope(withoutParameters(child.inputJson()));
        records++;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
