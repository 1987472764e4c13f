package io.tenfold.cli.file;

import io.tenfold.local.json.Json;
import io.tenfold.local.map.read.InputType;
import io.tenfold.local.map.read.ReaderConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes a file of records as a reader takes it: an array, also one within objects, or lines, each
 * a JSON value or a row.
 */
public final class RecordWriter {
  private final OutputStream out;
  private final ReaderConfig reader;
  private List<String> columns;
  private long written;

  /** Takes where to, and how it will be read. */
  public RecordWriter(OutputStream out, ReaderConfig reader) throws IOException {
    this.out = out;
    this.reader = reader;
    this.columns = reader.csvHeaders();
    if (isArray()) {
      for (String field : reader.itemsPointer()) {
        text("{" + Json.write(field) + ":");
      }
      text("[");
    }
  }

  private boolean isArray() {
    return reader.inputType() == InputType.JSON;
  }

  /**
   * Writes a record that stands beside its index: what a retry's file holds. A row has it in one
   * column, in percent-encoding: whatever the dialect of CSV, nothing of it gets lost.
   *
   * @param envelopeJson the JSON object, {@code {"index", "record", …}}, in one line
   */
  public void envelope(String envelopeJson) throws IOException {
    if (reader.textValues()) {
      // Whoever reads it puts the cells of a row together, so that the others are to be empty.
      columns = columns == null ? List.of("record") : columns;
      header();
      text(URLEncoder.encode(envelopeJson, StandardCharsets.UTF_8).replace("+", "%20"));
      text(String.valueOf(reader.csvDelimiter()).repeat(columns.size() - 1) + "\n");
    } else {
      json(envelopeJson);
    }
    written++;
  }

  /**
   * Writes a record as it is.
   *
   * @param record a JSON value; for rows an object of texts with the same fields as the first
   */
  public void record(Object record) throws IOException {
    if (reader.textValues()) {
      Map<?, ?> row = (Map<?, ?>) record;
      columns = columns == null ? row.keySet().stream().map(String.class::cast).toList() : columns;
      header();
      List<Object> cells = new ArrayList<>();
      columns.forEach(column -> cells.add(row.get(column)));
      row(cells);
    } else {
      json(Json.write(record));
    }
    written++;
  }

  private void json(String value) throws IOException {
    if (isArray()) {
      text(written == 0 ? "\n" : ",\n");
      text(value);
    } else {
      text(value);
      text("\n");
    }
  }

  private void header() throws IOException {
    if (written == 0 && reader.csvHeaders() == null) {
      row(columns);
    }
  }

  private void row(List<?> cells) throws IOException {
    StringBuilder row = new StringBuilder();
    for (Object cell : cells) {
      row.append(row.isEmpty() ? "" : reader.csvDelimiter()).append('"');
      row.append(cell == null ? "" : cell.toString().replace("\\", "\\\\").replace("\"", "\"\""));
      row.append('"');
    }
    text(row.append('\n').toString());
  }

  private void text(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes what comes after the last record; to be called once all went well. */
  public void finish() throws IOException {
    if (isArray()) {
      text("\n]" + "}".repeat(reader.itemsPointer().size()) + "\n");
    }
    out.flush();
  }
}
