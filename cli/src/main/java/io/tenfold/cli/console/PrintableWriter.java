package io.tenfold.cli.console;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.apache.commons.io.output.CloseShieldOutputStream;
import org.apache.commons.io.output.WriterOutputStream;

/**
 * Where all text for people goes through, so that none of it has control characters but the ends of
 * its lines. What is formatted with {@link #printf} or ended with {@link #println} is a line: the
 * line ends in its values are written out as well. Only {@link #print} takes several lines.
 */
public final class PrintableWriter extends PrintWriter {
  private final OutputStream raw;
  private final BooleanSupplier terminal;
  private Boolean shown;

  /**
   * Takes where the text goes, as UTF-8.
   *
   * @param terminal whether that is a terminal, asked where it matters
   * @param eachLine whether each line is written at once; else they are when this is flushed
   */
  public PrintableWriter(OutputStream raw, BooleanSupplier terminal, boolean eachLine) {
    super(new Guard(new OutputStreamWriter(raw, StandardCharsets.UTF_8)), eachLine);
    this.raw = raw;
    this.terminal = terminal;
  }

  /**
   * Writes a run's status, or what there is of it in a column, in the status's colour where that is
   * shown: the only thing beside help and complaints that has any.
   */
  public void status(String status, String text) {
    boolean coloured = raw != null && isTerminal() && Terminal.likesColours();
    if (coloured) {
      ((Guard) out).unguarded(StatusColour.of(status).sequence());
    }
    print(Printable.line(text));
    if (coloured) {
      ((Guard) out).unguarded(StatusColour.NONE.sequence());
    }
  }

  /** Takes a text that grows. */
  public PrintableWriter(StringWriter text) {
    super(new Guard(text), true);
    this.raw = null;
    this.terminal = () -> true;
  }

  /** Tells whether something was lost, of the text or of {@link #data}, so that no more is read. */
  public boolean isLost() {
    return raw instanceof CommandOutput output && output.failed();
  }

  /** Tells whether the text is shown in a terminal; that is found out once. */
  public boolean isTerminal() {
    if (shown == null) {
      shown = terminal.getAsBoolean();
    }
    return shown;
  }

  /**
   * Returns where data goes, as UTF-8: as it is, for it is a program's, unless it is shown in a
   * terminal. Closing it leaves this open.
   */
  public OutputStream data() throws IOException {
    flush();
    return isTerminal()
        ? WriterOutputStream.builder()
            .setWriter(new OpenGuard(out))
            .setCharset(StandardCharsets.UTF_8)
            .get()
        : CloseShieldOutputStream.wrap(raw);
  }

  @Override
  public void println(String line) {
    print(Printable.line(line));
    println();
  }

  @Override
  public void println(Object line) {
    println(String.valueOf(line));
  }

  @Override
  public PrintWriter format(String format, Object... values) {
    return super.format(format, printable(values));
  }

  @Override
  public PrintWriter format(Locale locale, String format, Object... values) {
    return super.format(locale, format, printable(values));
  }

  /** Numbers are formatted by what they are; all else is text. */
  private static Object[] printable(Object... values) {
    Object[] printable = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      printable[i] = value == null || value instanceof Number ? value : Printable.line(value);
    }
    return printable;
  }

  /** Lets no control character through, whoever wrote it. */
  private static final class Guard extends FilterWriter {
    Guard(Writer out) {
      super(out);
    }

    /** Writes what this program itself says to the terminal. */
    void unguarded(String sequence) {
      try {
        out.write(sequence);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void write(int c) throws IOException {
      out.write(Printable.lines(String.valueOf((char) c)));
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
      out.write(Printable.lines(new String(text, offset, length)));
    }

    @Override
    public void write(String text, int offset, int length) throws IOException {
      out.write(Printable.lines(text.substring(offset, offset + length)));
    }
  }

  /** Stays open when what writes to it is closed. */
  private static final class OpenGuard extends FilterWriter {
    OpenGuard(Writer out) {
      super(out);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
