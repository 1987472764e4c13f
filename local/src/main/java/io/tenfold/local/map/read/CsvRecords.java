package io.tenfold.local.map.read;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The rows of delimited text, each an object from header to string; a short row is filled with
 * empty strings and a long row's further fields are skipped, as AWS does, and blank lines are no
 * records.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/example-csv-parse-dist-map.html">How
 *     Step Functions parses input CSV files</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
final class CsvRecords implements Records {
  /** AWS: headers of up to 10 KiB. */
  private static final int LARGEST_HEADER = 10 * 1024;

  private final TextStream text;
  private final CSVParser parser;
  private final Iterator<CSVRecord> rows;
  private List<String> headers;
  private CSVRecord row;

  CsvRecords(TextStream text, char delimiter, List<String> headers) throws IOException {
    this.text = text;
    this.headers = headers;
    var decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    this.parser =
        CSVParser.builder()
            .setReader(new InputStreamReader(text, decoder))
            .setFormat(
                CSVFormat.RFC4180.builder().setDelimiter(delimiter).setIgnoreEmptyLines(true).get())
            .get();
    this.rows = parser.iterator();
    if (headers != null) {
      checkHeaders("CSVHeaders");
    }
  }

  @Override
  public boolean advance() throws IOException {
    if (headers == null) {
      if (!nextRow()) {
        throw new UnreadableText(
            "the file is empty; its first row has to name the columns (or give CSVHeaders)");
      }
      headers = row.toList();
      checkHeaders("the header row");
    }
    return nextRow();
  }

  private boolean nextRow() throws IOException {
    long line = parser.getCurrentLineNumber() + 1;
    text.allow(
        LARGEST_RECORD,
        "the row that begins at line " + line + " is over 32 MiB; is a quote left open?");
    try {
      row = rows.hasNext() ? rows.next() : null;
      return row != null;
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof UnreadableText fault) {
        throw fault;
      }
      throw new UnreadableText(
          "the row that begins at line "
              + line
              + ": "
              + e.getCause().getMessage()
              + "; a quoted field ends with a quote, and a quote within it is doubled",
          e.getCause());
    }
  }

  private void checkHeaders(String where) throws UnreadableText {
    Set<String> seen = new HashSet<>();
    int size = 0;
    for (int i = 0; i < headers.size(); i++) {
      String header = headers.get(i);
      if (header.isBlank()) {
        throw new UnreadableText(where + ": column " + (i + 1) + " has no name; give it one");
      }
      if (!seen.add(header)) {
        throw new UnreadableText(
            where + ": two columns are named \"" + header + "\"; rename one of them");
      }
      size += header.getBytes(StandardCharsets.UTF_8).length + 1;
    }
    if (headers.isEmpty()) {
      throw new UnreadableText(where + " names no column");
    }
    if (size > LARGEST_HEADER) {
      throw new UnreadableText(where + " is over 10 KiB, which Step Functions does not read");
    }
  }

  @Override
  public Object read() {
    Map<String, Object> item = new LinkedHashMap<>(headers.size() * 2);
    int present = row.size();
    for (int i = 0; i < headers.size(); i++) {
      item.put(headers.get(i), i < present ? row.get(i) : "");
    }
    return item;
  }

  @Override
  public void skip() {}

  @Override
  public void close() throws IOException {
    parser.close();
    text.close();
  }
}
