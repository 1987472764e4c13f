package io.tenfold.local.map.read;

import java.util.List;
import java.util.Random;

/** Writes delimited text in any of the ways that the dialect has for a cell. */
record CsvWriting(char delimiter, Random random) {

  /** Returns a row with its line end. */
  String row(List<String> cells) {
    StringBuilder row = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      // A row that is nothing but one empty cell would be a blank line.
      row.append(i == 0 ? "" : delimiter).append(cell(cells.get(i), cells.size() == 1));
    }
    return row.append(random.nextBoolean() ? "\n" : "\r\n").toString();
  }

  private String cell(String text, boolean alone) {
    boolean quoted =
        random.nextBoolean()
            || text.indexOf('\n') >= 0
            || text.indexOf('\r') >= 0
            || (alone && text.isEmpty());
    StringBuilder cell = new StringBuilder(quoted ? "\"" : "");
    for (char c : text.toCharArray()) {
      if (c == '\\') {
        cell.append("\\\\");
      } else if (c == '"') {
        // Two quotation marks at the beginning would be an empty cell in quotation marks.
        boolean doubled = (quoted || cell.length() > 0) && random.nextBoolean();
        cell.append(doubled ? "\"\"" : "\\\"");
      } else if (c == delimiter) {
        cell.append(quoted && random.nextBoolean() ? "" : "\\").append(c);
      } else {
        // A backslash that escapes nothing is dropped.
        boolean escaped = !Character.isLowSurrogate(c) && random.nextInt(8) == 0;
        cell.append(escaped ? "\\" : "").append(c);
      }
    }
    return cell.append(quoted ? "\"" : "").toString();
  }
}
