package io.tenfold.cli.command;

import io.tenfold.cli.file.FormatDetection;
import io.tenfold.cli.file.SaidFormat;
import io.tenfold.cli.settings.Setting;
import io.tenfold.cli.settings.Settings;
import io.tenfold.local.map.read.CsvDelimiter;
import io.tenfold.local.map.read.InputType;
import io.tenfold.local.map.read.ReaderConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that say what a file of records is, where its name does not. */
final class FormatOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @ArgGroup(
      exclusive = false,
      heading =
          "%nWhat the file of records is, where its name does not say (a default in small letters"
              + " is a line of tenfold.properties or $$TENFOLD_…):%n")
  private final What what = new What();

  /** The options, under a heading of their own. */
  static final class What {
    @Option(
        names = "--format",
        paramLabel = "FORMAT",
        description = {
          "json (an array), jsonl (a JSON value in each line) or csv. Default: format, or by the",
          "name: .json, .jsonl, .ndjson, .csv, .tsv, each also with .gz."
        })
    private String format;

    @Option(
        names = "--delimiter",
        paramLabel = "NAME",
        description = {
          "What stands between two fields of a CSV file: comma, semicolon, tab, pipe or space.",
          "Default: delimiter, or the one that is in its first row."
        })
    private String delimiter;

    @Option(
        names = "--headers",
        paramLabel = "A,B,C",
        description = {
          "The columns of a CSV file that has no row of headers. Default: headers, or what the",
          "first row says."
        })
    private String headers;

    @Option(
        names = "--items",
        paramLabel = "POINTER",
        description = {
          "The way to the array in a JSON file that is an object, such as /data/orders. Default:",
          "items, or the file is the array."
        })
    private String items;
  }

  /**
   * Refuses the options for what is no file; what is set otherwise is for files alone anyway.
   *
   * @throws CommandLine.ParameterException if one is given
   */
  void requireNone(String file) {
    if (what.format != null
        || what.delimiter != null
        || what.headers != null
        || what.items != null) {
      throw wrong(
          "--format, --delimiter, --headers and --items say how a file of records is read, and "
              + file
              + " is none: each object becomes a record");
    }
  }

  /**
   * Returns how a file is read.
   *
   * @param stack how the stack reads its files, empty where it reads each as it is
   * @throws io.tenfold.cli.console.UserError if nobody can say
   */
  ReaderConfig of(Path file, Optional<ReaderConfig> stack) throws IOException {
    return new FormatDetection(said(), stack).of(file);
  }

  /** Returns what is said. */
  SaidFormat said() {
    Settings settings = Settings.here();
    String format = given(what.format, settings, Setting.FORMAT);
    String delimiter = given(what.delimiter, settings, Setting.DELIMITER);
    String headers = given(what.headers, settings, Setting.HEADERS);
    String items = given(what.items, settings, Setting.ITEMS);
    if (items != null && !items.isEmpty() && !items.startsWith("/")) {
      throw wrong("--items is a JSON Pointer such as /data/orders, but was " + items);
    }
    return new SaidFormat(
        oneOf("--format", InputType.values(), format),
        oneOf("--delimiter", CsvDelimiter.values(), delimiter),
        headers == null ? null : List.of(headers.split(",", -1)),
        items == null ? null : ReaderConfig.tokens(items));
  }

  private static String given(String option, Settings settings, Setting setting) {
    return option != null ? option : settings.text(setting);
  }

  private <E extends Enum<E>> E oneOf(String option, E[] values, String word) {
    if (word == null) {
      return null;
    }
    return Arrays.stream(values)
        .filter(value -> value.name().equalsIgnoreCase(word))
        .findFirst()
        .orElseThrow(
            () ->
                wrong(
                    option
                        + " is one of "
                        + Arrays.stream(values)
                            .map(value -> value.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "))
                        + ", but was "
                        + word));
  }

  private CommandLine.ParameterException wrong(String message) {
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }
}
