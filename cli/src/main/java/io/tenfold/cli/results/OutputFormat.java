package io.tenfold.cli.results;

import io.tenfold.cli.console.Printable;
import io.tenfold.cli.console.UserError;
import io.tenfold.local.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** The form that outputs are written in. They are kept as lines of JSON until then. */
public sealed interface OutputFormat {

  /** Sees every line before any is written, in no order. */
  default void prepare(byte[] line) {}

  /** Writes what comes before the lines. */
  default void begin(OutputStream out) throws IOException {}

  /** Writes a line, the first {@code length} bytes of {@code buffer} from {@code offset}. */
  void line(OutputStream out, byte[] buffer, int offset, int length) throws IOException;

  /** Writes what comes after the lines. */
  default void end(OutputStream out) throws IOException {}

  /** A document per line. */
  final class Jsonl implements OutputFormat {
    @Override
    public void line(OutputStream out, byte[] buffer, int offset, int length) throws IOException {
      out.write(buffer, offset, length);
      out.write('\n');
    }
  }

  /** One array. */
  final class JsonArray implements OutputFormat {
    private boolean first = true;

    @Override
    public void begin(OutputStream out) throws IOException {
      out.write('[');
    }

    @Override
    public void line(OutputStream out, byte[] buffer, int offset, int length) throws IOException {
      out.write((first ? "\n" : ",\n").getBytes(StandardCharsets.US_ASCII));
      out.write(buffer, offset, length);
      first = false;
    }

    @Override
    public void end(OutputStream out) throws IOException {
      out.write("\n]\n".getBytes(StandardCharsets.US_ASCII));
    }
  }

  /**
   * A table of RFC 4180 with the index, the record's fields, where lines have records, and the
   * output's fields for columns. A field that is an object or an array is JSON text; a record or an
   * output that is no object has the column {@code record} or {@code output}. An output's column
   * that would have the name of another has {@code output.} before it. In a terminal a row is a
   * line, and its cells are without control characters.
   */
  final class Csv implements OutputFormat {
    private static final int MOST_COLUMNS = 10_000;
    private static final String INDEX = "index";
    private static final String RECORD = "record";
    private static final String OUTPUT = "output";

    private static final CSVFormat LINES =
        CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

    /** Fields in the order in which they were seen, null standing for a whole record or output. */
    private final Set<String> inputs = new LinkedHashSet<>();

    private final Set<String> outputs = new LinkedHashSet<>();
    private final boolean terminal;

    /** Takes whether the table is shown in a terminal. */
    public Csv(boolean terminal) {
      this.terminal = terminal;
    }

    @Override
    public void prepare(byte[] line) {
      Map<?, ?> parsed = (Map<?, ?>) Json.parse(line);
      if (parsed.containsKey(RECORD)) {
        see(parsed.get(RECORD), inputs);
      }
      see(parsed.get(OUTPUT), outputs);
      if (inputs.size() + outputs.size() > MOST_COLUMNS) {
        throw new UserError(
            "The outputs have more than 10,000 different fields, which is no table. Use --format"
                + " jsonl.");
      }
    }

    private static void see(Object value, Set<String> fields) {
      if (value instanceof Map<?, ?> object) {
        object.keySet().forEach(name -> fields.add((String) name));
      } else {
        fields.add(null);
      }
    }

    @Override
    public void begin(OutputStream out) throws IOException {
      List<String> names = new ArrayList<>();
      names.add(INDEX);
      name(names, inputs, RECORD);
      name(names, outputs, OUTPUT);
      row(out, names);
    }

    private static void name(List<String> names, Set<String> fields, String whole) {
      Set<String> before = Set.copyOf(names);
      for (String field : fields) {
        boolean taken =
            field != null
                && (before.contains(field) || whole.equals(field) && fields.contains(null));
        names.add(field == null ? whole : taken ? whole + "." + field : field);
      }
    }

    @Override
    public void line(OutputStream out, byte[] buffer, int offset, int length) throws IOException {
      byte[] line = java.util.Arrays.copyOfRange(buffer, offset, offset + length);
      Map<?, ?> parsed = (Map<?, ?>) Json.parse(line);
      List<String> cells = new ArrayList<>();
      cells.add(String.valueOf(parsed.get(INDEX)));
      cells(cells, parsed.get(RECORD), inputs);
      cells(cells, parsed.get(OUTPUT), outputs);
      row(out, cells);
    }

    private static void cells(List<String> cells, Object value, Set<String> columns) {
      for (String field : columns) {
        if (value instanceof Map<?, ?> object) {
          cells.add(field == null ? "" : cell(object.get(field)));
        } else {
          cells.add(field == null ? cell(value) : "");
        }
      }
    }

    /** Returns a value as a cell has it: a text as it is, what is missing as nothing, else JSON. */
    public static String cell(Object value) {
      return value == null ? "" : value instanceof String text ? text : Json.write(value);
    }

    /** Writes a row of a table. */
    public void row(OutputStream out, List<String> cells) throws IOException {
      ByteArrayOutputStream row = new ByteArrayOutputStream();
      try (Writer writer = new OutputStreamWriter(row, StandardCharsets.UTF_8);
          CSVPrinter printer = new CSVPrinter(writer, terminal ? LINES : CSVFormat.RFC4180)) {
        printer.printRecord(terminal ? cells.stream().map(Printable::line).toList() : cells);
      }
      row.writeTo(out);
    }
  }
}
