package io.tenfold.cli.console;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;

/** What is known of the terminal the command runs in. */
public final class Terminal {
  private static final int DEFAULT_WIDTH = 80;

  private Terminal() {}

  private static final int OUT = 1;
  private static final int ERR = 2;

  /** Tells whether a person is looking: a terminal that can redraw a line, and no CI job. */
  static boolean isInteractive() {
    return System.getenv("CI") == null && canDraw(System.getenv("TERM")) && is(ERR);
  }

  /** Tells whether stdout is a terminal. */
  public static boolean isOutput() {
    return is(OUT);
  }

  /** Tells whether complaints are shown in a terminal, which likes colours. */
  public static boolean isColouredError() {
    return likesColours() && is(ERR);
  }

  /** Tells whether a terminal, where there is one, is to have colours. */
  public static boolean likesColours() {
    return likesColours(System.getenv("NO_COLOR"), System.getenv("TERM"));
  }

  /**
   * As the other method, of these variables; null where they are not set.
   *
   * @see <a href="https://no-color.org">NO_COLOR</a>
   */
  static boolean likesColours(String noColor, String term) {
    return (noColor == null || noColor.isEmpty()) && canDraw(term);
  }

  private static boolean canDraw(String term) {
    return term != null && !term.isEmpty() && !term.equals("dumb");
  }

  /**
   * Tells whether a stream of this process is a terminal, whatever the others are: System.console()
   * wants that of two of them.
   */
  private static boolean is(int descriptor) {
    try {
      ProcessBuilder test = new ProcessBuilder("test", "-t", String.valueOf(descriptor));
      if (descriptor == ERR) {
        test.redirectError(ProcessBuilder.Redirect.INHERIT);
      } else {
        test.redirectOutput(ProcessBuilder.Redirect.INHERIT);
      }
      return test.start().waitFor() == 0;
    } catch (IOException e) {
      return isTerminal(System.console());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Returns the terminal's width in columns, 80 where that cannot be found out. */
  static int width() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String[] size =
          new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
              .trim()
              .split(" ");
      int columns = size.length == 2 ? Integer.parseInt(size[1]) : 0;
      return columns > 0 ? columns : DEFAULT_WIDTH;
    } catch (IOException | NumberFormatException e) {
      return DEFAULT_WIDTH;
    }
  }

  private static boolean isTerminal(Console console) {
    if (console == null) {
      return false;
    }
    try {
      // From JDK 22 on there is a console also when the output is redirected, and this method.
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (IllegalAccessException | InvocationTargetException e) {
      return false;
    }
  }
}
