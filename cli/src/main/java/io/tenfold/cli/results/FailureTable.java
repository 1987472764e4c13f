package io.tenfold.cli.results;

import io.tenfold.cli.console.Printable;
import io.tenfold.cli.console.PrintableWriter;
import io.tenfold.local.json.Json;

/** Groups of failed records for people: a line for each, and its example below it. */
public final class FailureTable {
  private static final int WIDEST_ERROR = 80;
  private static final int WIDEST_MESSAGE = 160;
  private static final String LINE = "%s%9s  %7s  %9s  %s%n";
  private static final String EXAMPLE = "%s           %-7s  %s%n";

  private final PrintableWriter out;
  private final String indent;

  /** Takes where the lines go, and what is before each. */
  public FailureTable(PrintableWriter out, String indent) {
    this.out = out;
    this.indent = indent;
  }

  /** Prints the line above the groups. */
  public void heading() {
    out.printf(LINE, indent, "count", "share", "first at", "error: message");
  }

  /** Prints a group. */
  public void group(FailureGroup group) {
    out.printf(
        LINE,
        indent,
        String.format("%,d", group.count()),
        group.percent(),
        group.example().index(),
        error(group)
            + (group.message().isEmpty() ? "" : ": " + cut(group.message(), WIDEST_MESSAGE)));
  }

  private static String error(FailureGroup group) {
    return cut(group.error(), WIDEST_ERROR);
  }

  /** Prints a group's example: its message where values were left out of it, and its record. */
  public void example(FailureGroup group) {
    String message = group.example().message().strip();
    if (!message.equals(group.message())) {
      out.printf(EXAMPLE, indent, "message", cut(message, WIDEST_MESSAGE));
    }
    if (group.record() != null) {
      out.printf(EXAMPLE, indent, "record", cut(Json.write(group.record()), WIDEST_MESSAGE));
    }
  }

  private static String cut(String text, int most) {
    return Printable.line(text, most);
  }
}
