package io.tenfold.cli.results;

import io.tenfold.cli.console.Quantity;
import io.tenfold.cli.console.UserError;
import io.tenfold.cli.file.FileObject;
import io.tenfold.local.map.read.Dataset;
import io.tenfold.local.map.read.Item;
import io.tenfold.local.map.read.ItemIterator;
import io.tenfold.local.map.read.ItemReaderFailed;
import io.tenfold.local.map.read.ReaderConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Records that somebody corrected in a table: the whole file of the run again, or what {@code
 * tenfold failures --format csv --with-input} wrote, also if a spreadsheet has saved it.
 */
final class CorrectedRows {
  private static final Pattern FAILURES =
      Pattern.compile(
          "\uFEFF?\"?index\"?([,;\t])\"?status\"?\\1\"?error\"?\\1\"?message\"?(\\1.*)?");

  /** Takes each of them. */
  interface Taker {
    void take(String place, long index, Map<String, Object> record) throws IOException;
  }

  private CorrectedRows() {}

  /** Returns the delimiter if a file is a table of failed records, empty if it is not. */
  static Optional<Character> delimiterOfFailures(Path file) throws IOException {
    try (BufferedReader in = Files.newBufferedReader(file)) {
      String first = in.readLine();
      Matcher header = FAILURES.matcher(first == null ? "" : first);
      return header.matches() ? Optional.of(header.group(1).charAt(0)) : Optional.empty();
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /**
   * Reads a table of failed records, which is CSV as in RFC 4180.
   *
   * @throws UserError if a row has no index, with the line
   */
  static void ofFailures(Path file, char delimiter, Taker taker) throws IOException {
    CSVFormat format =
        CSVFormat.RFC4180.builder().setDelimiter(delimiter).setIgnoreEmptyLines(true).get();
    try (BufferedReader in = Files.newBufferedReader(file);
        CSVParser rows = CSVParser.builder().setReader(in).setFormat(format).get()) {
      List<String> columns = null;
      long line = 1;
      for (CSVRecord row : rows) {
        if (columns == null) {
          columns = row.toList();
        } else {
          take(file, line, columns, row, taker);
        }
        line = rows.getCurrentLineNumber() + 1;
      }
    } catch (CharacterCodingException e) {
      throw new UserError(file + " is not UTF-8. Save it as \"CSV UTF-8\".", e);
    } catch (UncheckedIOException e) {
      throw new UserError(file + ": " + e.getCause().getMessage(), e);
    }
  }

  private static void take(Path file, long line, List<String> columns, CSVRecord row, Taker taker)
      throws IOException {
    if (row.size() != columns.size() || !row.get(0).strip().matches("[0-9]{1,18}")) {
      throw new UserError(
          file
              + ", line "
              + line
              + ": "
              + (row.size() == columns.size()
                  ? "no index"
                  : Quantity.of(row.size(), "cell")
                      + ", where there are "
                      + Quantity.of(columns.size(), "column"))
              + ". Correct the records' own columns alone.");
    }
    Map<String, Object> record = new LinkedHashMap<>();
    for (int i = FailedRecord.COLUMNS.size(); i < row.size(); i++) {
      record.put(FailedRecord.fieldOf(columns.get(i)), row.get(i));
    }
    taker.take("line " + line, Long.parseLong(row.get(0).strip()), record);
  }

  /**
   * Reads the run's file again, whose records have the places that they had.
   *
   * @param records how many the file had, or -1 if nobody knows
   * @throws UserError if it can't be read, or has more or fewer
   */
  @SuppressWarnings("unchecked") // The rows of CSV are objects of texts.
  static void ofTheFile(Path file, ReaderConfig reader, long records, Taker taker)
      throws IOException {
    FileObject object = new FileObject(file);
    try {
      Dataset dataset = object.read(reader);
      if (records >= 0 && dataset.count() != records) {
        throw new UserError(
            String.format(
                "%s has %s, and the run's file had %,d: which is which, nobody can tell."
                    + " Correct rows, and neither add nor remove one.",
                file, Quantity.of(dataset.count(), "record"), records));
      }
      try (ItemIterator items = dataset.items()) {
        for (Item item = items.next(); item != null; item = items.next()) {
          taker.take(items.place(), item.index(), (Map<String, Object>) item.value());
        }
      }
    } catch (ItemReaderFailed e) {
      throw new UserError(object.said(e), e);
    }
  }
}
