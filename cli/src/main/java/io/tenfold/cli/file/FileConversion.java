package io.tenfold.cli.file;

import io.tenfold.cli.console.UserError;
import io.tenfold.local.map.read.Item;
import io.tenfold.local.map.read.ItemIterator;
import io.tenfold.local.map.read.ReaderConfig;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A file that becomes one of the stack's format on its way to the bucket, a record at a time.
 *
 * @param file whose content was read once, and is well-formed
 * @param from how the file is read
 * @param to how the stack reads what is written
 */
public record FileConversion(Path file, ReaderConfig from, ReaderConfig to) {

  /** Returns whether a file that is read in one way has to become another for the stack. */
  public static boolean isNeeded(Path file, ReaderConfig reader, ReaderConfig stack) {
    return ZstandardStream.isNamedBy(file) || !reader.fields().equals(stack.fields());
  }

  /** Returns whether it is unpacked alone, and no record is written anew. */
  private boolean unpacksAlone() {
    return from.fields().equals(to.fields());
  }

  /** Returns what becomes of the file on its way, for people. */
  public String words() {
    return unpacksAlone()
        ? ", unpacked"
        : ", as " + FormatDetection.words(to) + " from " + FormatDetection.words(from);
  }

  /**
   * Checks that it can be done.
   *
   * @throws UserError if it can't: a row has texts alone, and columns that somebody named
   */
  public FileConversion {
    if (to.textValues() && !from.textValues()) {
      throw new UserError(
          file
              + " is "
              + FormatDetection.option(from.inputType())
              + ", and the stack reads CSV, whose rows can't hold every record. Set the stack's"
              + " input_type to JSON or JSONL, or start the run in a stack of that type.");
    }
  }

  /** Returns whether the records' values are texts though the stack's files are not CSV. */
  public boolean makesTexts() {
    return from.textValues() && !to.textValues();
  }

  /** Writes the content. */
  public void write(OutputStream content) throws IOException {
    if (unpacksAlone()) {
      try (InputStream in = ZstandardStream.open(file)) {
        in.transferTo(content);
      }
      return;
    }
    RecordWriter out = new RecordWriter(new BufferedOutputStream(content), to);
    try (ItemIterator items = new FileObject(file).read(from).items()) {
      for (Item item = items.next(); item != null; item = items.next()) {
        if (to.csvHeaders() != null) {
          requireColumns((Map<?, ?>) item.value(), to.csvHeaders());
        }
        out.record(item.value());
      }
    }
    out.finish();
  }

  private void requireColumns(Map<?, ?> row, List<String> columns) {
    for (String column : columns) {
      if (!row.containsKey(column)) {
        throw new UserError(
            file
                + " has no column '"
                + column
                + "', which the stack names (csv_headers). It has: "
                + String.join(", ", row.keySet().stream().map(String.class::cast).toList())
                + ".");
      }
    }
  }
}
