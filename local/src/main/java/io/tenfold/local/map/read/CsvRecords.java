package io.tenfold.local.map.read;

import io.tenfold.local.json.JsonBuffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rows of delimited text, each an object from header to string; a short row is filled with
 * empty strings and a long row's further fields are skipped, as AWS does.
 *
 * @see CsvRows
 */
final class CsvRecords implements Records {
  /** AWS: headers of up to 10 KiB. */
  private static final int LARGEST_HEADER = 10 * 1024;

  private final TextStream text;
  private final CsvRows rows;
  private List<String> headers;

  CsvRecords(TextStream text, char delimiter, List<String> headers) throws IOException {
    this.text = text;
    this.rows = new CsvRows(text, delimiter);
    this.headers = headers;
    if (headers != null) {
      checkHeaders("CSVHeaders");
    }
  }

  @Override
  public boolean advance() throws IOException {
    try {
      if (headers == null) {
        readHeaders();
      }
      return nextRow();
    } catch (UnreadableText fault) {
      throw text.seemsToBeJson()
          ? new UnreadableText(
              "this seems to be JSON or JSON Lines, and InputType CSV reads delimited text ("
                  + fault.getMessage()
                  + ")",
              fault)
          : fault;
    }
  }

  private void readHeaders() throws IOException {
    if (!nextRow()) {
      throw new UnreadableText(
          "the file is empty; its first row has to name the columns (or give CSVHeaders)");
    }
    List<String> names = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      names.add(rows.cell(i));
    }
    headers = names;
    checkHeaders("the header row");
  }

  private boolean nextRow() throws IOException {
    text.allow(
        LARGEST_RECORD,
        "the row that begins at line " + rows.line() + " is over 32 MiB; is a quote left open?");
    return rows.advance();
  }

  private void checkHeaders(String where) throws UnreadableText {
    Set<String> seen = new HashSet<>();
    int size = 0;
    for (int i = 0; i < headers.size(); i++) {
      String header = headers.get(i);
      if (!seen.add(header)) {
        // The first sentence is Step Functions' own.
        throw new UnreadableText(
            "CSV headers cannot contain duplicates. In "
                + where
                + (header.isEmpty()
                    ? ", a second column has no name (column " + (i + 1) + "); name or remove it"
                    : ", two columns are named \"" + header + "\"; rename one of them"));
      }
      size += header.getBytes(StandardCharsets.UTF_8).length + 1;
    }
    if (size > LARGEST_HEADER) {
      throw new UnreadableText(where + " is over 10 KiB, which Step Functions does not read");
    }
  }

  @Override
  public Object read() {
    Map<String, Object> item = new LinkedHashMap<>(headers.size() * 2);
    int present = rows.size();
    for (int i = 0; i < headers.size(); i++) {
      item.put(headers.get(i), i < present ? rows.cell(i) : "");
    }
    return item;
  }

  @Override
  public void copyTo(JsonBuffer to) throws IOException {
    to.value(read());
  }

  @Override
  public String place() {
    return "line " + rows.rowLine();
  }

  @Override
  public void skip() {}

  @Override
  public void close() throws IOException {
    text.close();
  }
}
