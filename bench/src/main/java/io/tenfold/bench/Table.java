package io.tenfold.bench;

import java.util.ArrayList;
import java.util.List;

/** A table for a terminal, aligned, that is Markdown as well. */
public final class Table {
  private final List<List<String>> rows = new ArrayList<>();

  /** Takes the columns' heads; the first column is aligned left, the others right. */
  public Table(String... heads) {
    rows.add(List.of(heads));
  }

  /**
   * Adds a row.
   *
   * @throws IllegalArgumentException if it has another number of cells than there are columns
   */
  public Table row(String... cells) {
    if (cells.length != rows.get(0).size()) {
      throw new IllegalArgumentException(cells.length + " cells in a row of another length");
    }
    rows.add(List.of(cells));
    return this;
  }

  /** Returns the table's lines, each ended by a line break. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    append(text, rows.get(0));
    for (int column = 0; column < rows.get(0).size(); column++) {
      int dashes = width(column) + (column == 0 ? 2 : 1);
      text.append('|').append("-".repeat(dashes)).append(column == 0 ? "" : ":");
    }
    text.append("|\n");
    rows.subList(1, rows.size()).forEach(row -> append(text, row));
    return text.toString();
  }

  private void append(StringBuilder text, List<String> row) {
    for (int column = 0; column < row.size(); column++) {
      String cell = row.get(column);
      String padding = " ".repeat(width(column) - cell.length());
      text.append("| ").append(column == 0 ? cell + padding : padding + cell).append(' ');
    }
    text.append("|\n");
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
