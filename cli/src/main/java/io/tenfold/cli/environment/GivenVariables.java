package io.tenfold.cli.environment;

import io.tenfold.cli.console.UserError;
import io.tenfold.local.lambda.ConfiguredVariables;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Variables as they are given, one after the other; of two of one name the later one counts. */
public final class GivenVariables {
  private final Map<String, String> shell;
  private final Map<String, String> values = new LinkedHashMap<>();

  /** Takes the environment of the command itself, whose values a name alone takes. */
  public GivenVariables(Map<String, String> shell) {
    this.shell = shell;
  }

  /**
   * Adds {@code NAME=VALUE}, or {@code NAME} with the value that the shell has.
   *
   * @param place what is said of where it was given
   * @throws UserError if it is none, Lambda has the variable for itself, or the shell has none
   */
  public void add(String given, String place) {
    int end = given.indexOf('=');
    String name = end < 0 ? given.strip() : given.substring(0, end);
    if (ConfiguredVariables.isReserved(name)) {
      throw new UserError(place + ": " + name + " is " + reserved(name));
    }
    if (!ConfiguredVariables.isName(name)) {
      // Not what was given: a line that is wrong may well be half a secret.
      throw new UserError(
          place
              + ": "
              + noName(given, end)
              + ". Lambda's have at least two letters, digits or underscores, and begin with a"
              + " letter.");
    }
    String value = end < 0 ? shell.get(name) : given.substring(end + 1);
    if (value == null) {
      throw new UserError(
          place
              + ": "
              + name
              + " has no value there, and this shell has no such variable. Export it, or give"
              + " NAME=VALUE (NAME= for an empty one).");
    }
    if (value.indexOf('\0') >= 0) {
      throw new UserError(place + ": " + name + " has a NUL character, which no variable can.");
    }
    values.put(name, value);
  }

  private static String noName(String given, int end) {
    if (given.startsWith("export ")) {
      return "export is the shell's and no part of the line here; with it, what stands before the ="
          + " is no name of a variable";
    }
    return end < 0
        ? "that is neither NAME=VALUE, where a value has one line, nor is it the name of a variable"
        : "what stands before the = is no name of a variable";
  }

  private static String reserved(String name) {
    return name.startsWith("AWS_") && !name.startsWith("AWS_LAMBDA_")
        ? "set by Lambda itself, and can't be given: --aws says which AWS the function has."
        : "set by Lambda itself, and can't be given.";
  }

  /**
   * Adds the lines of a file.
   *
   * @throws UserError if it can't be read or a line is wrong
   */
  public void addFile(Path file) {
    new EnvironmentFile(file).addTo(this);
  }

  /** Returns the values by name. */
  public Map<String, String> values() {
    return Map.copyOf(values);
  }
}
