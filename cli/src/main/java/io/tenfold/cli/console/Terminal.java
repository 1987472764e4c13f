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

  /** Tells whether a person is looking: a terminal that can redraw a line, and no CI job. */
  static boolean isInteractive() {
    return isTerminal(System.console())
        && System.getenv("CI") == null
        && !"dumb".equals(System.getenv("TERM"));
  }

  /** Tells whether stdout is a terminal; whatever stdin is, which System.console() wants, too. */
  public static boolean isOutput() {
    try {
      return new ProcessBuilder("test", "-t", "1")
              .redirectOutput(ProcessBuilder.Redirect.INHERIT)
              .start()
              .waitFor()
          == 0;
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
