package io.tenfold.cli.settings;

import io.tenfold.cli.console.FaultWords;
import io.tenfold.cli.console.UserError;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * What is set for the folder that a command runs in: by an environment variable, else by a line of
 * the folder's {@code tenfold.properties}. An option of the command line is stronger than both; a
 * relative path starts where the command runs.
 */
public final class Settings {
  /** The file's name. */
  public static final String FILE = "tenfold.properties";

  private final Map<Setting, String> values = new EnumMap<>(Setting.class);
  private final Map<Setting, String> places = new EnumMap<>(Setting.class);

  private Settings() {}

  /**
   * Reads what is set.
   *
   * @param folder where the file is, if there is one
   * @throws UserError if the file can't be read, or sets what nobody knows
   */
  public static Settings of(Path folder, Map<String, String> environment) {
    Settings settings = new Settings();
    Path file = folder.resolve(FILE);
    if (Files.exists(file)) {
      settings.take(file);
    }
    for (Setting setting : Setting.values()) {
      settings.put(setting, environment.get(setting.variable()), "$" + setting.variable());
    }
    return settings;
  }

  /** Returns what is set where this command runs; errors as of the other method. */
  public static Settings here() {
    return of(Path.of(""), System.getenv());
  }

  private void take(Path file) {
    Properties lines = new Properties();
    try {
      lines.load(new StringReader(Files.readString(file)));
    } catch (CharacterCodingException e) {
      throw new UserError(file + " is not UTF-8. Save it as UTF-8.", e);
    } catch (IOException | IllegalArgumentException e) {
      throw new UserError(file + " can't be read: " + FaultWords.reason(e), e);
    }
    for (String key : lines.stringPropertyNames()) {
      put(known(file, key), lines.getProperty(key), file.toString());
    }
  }

  private static Setting known(Path file, String key) {
    for (Setting setting : Setting.values()) {
      if (setting.key().equals(key)) {
        return setting;
      }
    }
    throw new UserError(
        file
            + ": there is no setting "
            + key
            + ". There are "
            + Arrays.stream(Setting.values()).map(Setting::key).collect(Collectors.joining(", "))
            + ".");
  }

  private void put(Setting setting, String value, String place) {
    // What is empty is not set: the way to have a variable say nothing.
    if (value != null && !value.isBlank()) {
      values.put(setting, value.strip());
      places.put(setting, place);
    }
  }

  /** Returns a setting's value, or null where it is not set. */
  public String text(Setting setting) {
    return values.get(setting);
  }

  /** Returns where the runs of this machine are kept. */
  public Path folder() {
    return path(Setting.FOLDER, Path.of(".tenfold"));
  }

  /** Returns a setting's value as a path, or the usual one where it is not set. */
  public Path path(Setting setting, Path usual) {
    String value = values.get(setting);
    return value == null ? usual : Path.of(value);
  }

  /**
   * Returns a setting's value as a whole number, or the usual one where it is not set.
   *
   * @throws UserError if it is none from {@code least} to {@code most}
   */
  public int number(Setting setting, int usual, int least, int most) {
    String value = values.get(setting);
    if (value == null) {
      return usual;
    }
    if (value.matches("\\d{1,9}")) {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw new UserError(
        places.get(setting)
            + ": "
            + setting.key()
            + " is "
            + value
            + " but must be a whole number from "
            + least
            + " to "
            + most);
  }
}
