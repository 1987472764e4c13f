package io.tenfold.cli.console;

/** What went wrong, in words that are no class's name, as a part of a line. */
public final class FaultWords {
  private FaultWords() {}

  /** Returns the words, in a line. */
  public static String of(Throwable fault) {
    return Printable.line(io.tenfold.local.fault.FaultWords.of(fault));
  }

  /** Returns why a file can't be used, as a part of a sentence that names it. */
  public static String reason(Throwable fault) {
    return Printable.line(io.tenfold.local.fault.FaultWords.reason(fault));
  }
}
