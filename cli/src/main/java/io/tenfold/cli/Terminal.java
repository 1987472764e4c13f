package io.tenfold.cli;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;

/** What is known of the terminal the command runs in. */
final class Terminal {
  private Terminal() {}

  /** Tells whether a person is looking: a terminal that can redraw a line, and no CI job. */
  static boolean isInteractive() {
    return isTerminal(System.console())
        && System.getenv("CI") == null
        && !"dumb".equals(System.getenv("TERM"));
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
