package io.tenfold.cli.results;

import io.tenfold.cli.console.UserError;
import io.tenfold.cli.file.RecordWriter;
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
        out.envelope(child.inputJson());
        records++;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
