package io.tenfold.local.map.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Takes delimited text apart, one row at a time, in Step Functions' dialect: cells in quotation
 * marks hold delimiters and line ends, a quotation mark within a cell is doubled, and a backslash
 * makes a backslash, a quotation mark or a delimiter part of its cell and is dropped before
 * anything else. A row ends at LF, CR LF or CR; empty lines are no rows.
 *
 * <p>No library reads this: commons-csv, with an escape, makes control characters of {@code \n} and
 * keeps the backslash before others. A quotation mark that no rule covers is refused, because what
 * Step Functions makes of it is not documented, and a wrong guess would join rows.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/example-csv-parse-dist-map.html">How
 *     Step Functions parses input CSV files</a>
 */
final class CsvRows {
  private static final int END = -1;

  private final InputStream text;
  private final int delimiter;
  private final byte[] buffer = new byte[64 * 1024];
  private int position;
  private int limit;
  // Where the buffer and the current line begin in the text, in bytes.
  private long bufferStart;
  private long lineStart;
  private long line = 1;
  private long rowLine = 1;
  // The row's cells, one after the other, without quotation marks and escapes.
  private byte[] cells = new byte[1024];
  private int length;
  private int[] ends = new int[16];
  private int count;

  /** Takes UTF-8, and the delimiter, an ASCII character. */
  CsvRows(InputStream text, char delimiter) {
    this.text = text;
    this.delimiter = delimiter;
  }

  /** Returns the number of the line that is read next, from 1. */
  long line() {
    return line;
  }

  /** Returns the number of the line that the row begins in. */
  long rowLine() {
    return rowLine;
  }

  /** Moves to the next row; false at the end. */
  boolean advance() throws IOException {
    length = 0;
    count = 0;
    int b = next();
    while (isLineEnd(b)) {
      endLine(b);
      b = next();
    }
    if (b == END) {
      return false;
    }
    rowLine = line;
    while (true) {
      b = b == '"' ? quotedCell() : plainCell(b);
      endCell();
      if (b != delimiter) {
        if (b == '\r' && peek() == '\n') {
          b = next();
        }
        if (b != END) {
          endLine(b);
        }
        return true;
      }
      b = next();
    }
  }

  /** Returns how many cells the row has. */
  int size() {
    return count;
  }

  /** Returns a cell of the row, from 0. */
  String cell(int index) {
    int from = index == 0 ? 0 : ends[index - 1];
    return new String(cells, from, ends[index] - from, StandardCharsets.UTF_8);
  }

  /** Reads a cell from its first byte on, and returns what ends it. */
  private int plainCell(int first) throws IOException {
    int b = first;
    while (b != delimiter && b != END && !isLineEnd(b)) {
      if (b == '\\') {
        b = escaped();
        continue;
      }
      if (b == '"') {
        long column = column();
        b = next();
        if (b != '"') {
          throw fault(
              line,
              column,
              "a single quotation mark within a cell; put the cell in quotation marks, and double"
                  + " those within it: \"3\"\" pipe\"");
        }
      }
      append(b);
      b = next();
    }
    return b;
  }

  /** Reads a cell from behind its opening quotation mark on, and returns what ends it. */
  private int quotedCell() throws IOException {
    long openLine = line;
    long openColumn = column();
    int b = next();
    while (true) {
      if (b == '"') {
        b = next();
        if (b == delimiter || b == END || isLineEnd(b)) {
          return b;
        }
        if (b != '"') {
          throw fault(
              line,
              column(),
              "text after the quotation mark that closes the cell; a quotation mark within a cell"
                  + " is doubled");
        }
      } else if (b == '\\') {
        b = escaped();
        continue;
      } else if (b == END) {
        throw fault(
            openLine,
            openColumn,
            "the quotation mark that opens a cell here is never closed; double one that belongs to"
                + " a cell, and a backslash before one that closes it (\"C:\\\\\")");
      }
      append(b);
      if (isLineEnd(b)) {
        endLine(b);
      }
      b = next();
    }
  }

  /** Reads on from behind a backslash, and returns what is not part of the escape. */
  private int escaped() throws IOException {
    int b = next();
    if (b == '\\' || b == '"' || b == delimiter) {
      append(b);
      return next();
    }
    return b;
  }

  private static boolean isLineEnd(int b) {
    return b == '\n' || b == '\r';
  }

  /** Counts a line at its last byte: of CR LF that is the LF. */
  private void endLine(int b) throws IOException {
    if (b == '\n' || peek() != '\n') {
      line++;
      lineStart = bufferStart + position;
    }
  }

  /** Returns the column, from 1, of the byte that was read last. */
  private long column() {
    return bufferStart + position - lineStart;
  }

  private static UnreadableText fault(long line, long column, String message) {
    return new UnreadableText("line " + line + ", column " + column + ": " + message);
  }

  private void append(int b) {
    if (length == cells.length) {
      cells = Arrays.copyOf(cells, length * 2);
    }
    cells[length++] = (byte) b;
  }

  private void endCell() {
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, count * 2);
    }
    ends[count++] = length;
  }

  private int next() throws IOException {
    // Bytes beyond ASCII are negative, and so is the end: no byte of UTF-8 is 0xFF, which is -1.
    return position < limit || fill() ? buffer[position++] : END;
  }

  private int peek() throws IOException {
    return position < limit || fill() ? buffer[position] : END;
  }

  private boolean fill() throws IOException {
    bufferStart += limit;
    position = 0;
    limit = Math.max(text.read(buffer, 0, buffer.length), 0);
    return limit > 0;
  }
}
