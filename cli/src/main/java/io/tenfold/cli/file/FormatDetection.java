package io.tenfold.cli.file;

import io.tenfold.cli.batch.NewRun;
import io.tenfold.cli.console.UserError;
import io.tenfold.cli.file.FileBeginning.Look;
import io.tenfold.local.map.read.CsvDelimiter;
import io.tenfold.local.map.read.InputType;
import io.tenfold.local.map.read.ReaderConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds out how a file of records is read: by what is said of it, else by its name, which its first
 * bytes have to bear out. What the stack reads decides where a file may be one or the other.
 *
 * @param said what an option or a setting says
 * @param stack how the stack reads its files, empty where it reads each as the file needs it
 */
public record FormatDetection(SaidFormat said, Optional<ReaderConfig> stack) {
  private static final int MOST_NAMED = 3;

  /**
   * Returns how a file is read.
   *
   * @throws UserError if nobody can say, or its content is not what its name says; with the option
   *     that decides
   */
  public ReaderConfig of(Path file) throws IOException {
    FileBeginning beginning = FileBeginning.of(file);
    InputType type = type(file, beginning);
    return switch (type) {
      case JSON -> new ReaderConfig(type, null, ',', 0, pointer(file, beginning));
      case JSONL -> ReaderConfig.of(type);
      case CSV -> csv(file, beginning);
    };
  }

  /** What has been uploaded has more than its file's name. */
  private static String nameOf(Path file) {
    return NewRun.fileName(file.getFileName().toString());
  }

  private InputType type(Path file, FileBeginning beginning) {
    if (said.type() != null) {
      return said.type();
    }
    Look look = beginning.look();
    InputType named = ReaderConfig.byName(nameOf(file)).map(ReaderConfig::inputType).orElse(null);
    InputType seen =
        switch (look) {
          case ARRAY, OBJECT -> InputType.JSON;
          case LINES -> InputType.JSONL;
          case OTHER -> named != null && named != InputType.JSON ? named : InputType.CSV;
          case EMPTY -> named;
        };
    // A file with a single line is either.
    if (named == seen || named == InputType.JSONL && look == Look.OBJECT) {
      if (named == null) {
        throw new UserError(
            file + " is empty, and its name says no format. Name one: " + options() + ".");
      }
      return named;
    }
    if (named == null && look != Look.OTHER || stackReads(seen)) {
      return seen;
    }
    if (beginning.instead() != null) {
      throw new UserError(file + " can't be read: " + beginning.instead());
    }
    throw new UserError(
        named == null
            ? file
                + " begins with '"
                + beginning.shown()
                + "', and its name ends in none of .json, .jsonl, .ndjson, .csv and .tsv. Say what"
                + " it is: "
                + options()
                + "."
            : file
                + " is named as "
                + words(named)
                + ", but "
                + seen(look, beginning)
                + ". If that is what it is: --format "
                + option(seen)
                + "; if its name is right: --format "
                + option(named)
                + ".");
  }

  private boolean stackReads(InputType type) {
    return stack.isPresent() && stack.get().inputType() == type;
  }

  private static String seen(Look look, FileBeginning beginning) {
    return switch (look) {
      case ARRAY -> "begins as a JSON array does";
      case OBJECT -> "begins as a JSON object does";
      case LINES -> "is JSON Lines: another value follows the one in its first line";
      default -> "begins with '" + beginning.shown() + "', as no array or object does";
    };
  }

  /** Returns what people call a format. */
  public static String words(ReaderConfig reader) {
    return switch (reader.inputType()) {
      case JSON ->
          reader.itemsPointer().isEmpty()
              ? words(InputType.JSON)
              : "a JSON object with the array " + reader.fields().get("ItemsPointer");
      case JSONL -> words(InputType.JSONL);
      case CSV ->
          words(InputType.CSV)
              + (reader.csvDelimiter() == ','
                  ? ""
                  : " (" + reader.fields().get("CSVDelimiter") + ")");
    };
  }

  private static String words(InputType type) {
    return switch (type) {
      case JSON -> "a JSON array";
      case JSONL -> "JSON Lines";
      case CSV -> "CSV";
    };
  }

  /** Returns the word that the option has for a type. */
  public static String option(InputType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }

  private static String options() {
    return "--format json, --format jsonl or --format csv";
  }

  private List<String> pointer(Path file, FileBeginning beginning) {
    if (said.itemsPointer() != null) {
      return said.itemsPointer();
    }
    if (stackReads(InputType.JSON) && !stack.get().itemsPointer().isEmpty()) {
      return stack.get().itemsPointer();
    }
    List<String> arrays = beginning.arrays();
    if (!arrays.isEmpty()) {
      throw new UserError(
          file
              + " is a JSON object with arrays in it. Say which holds the records, such as --items "
              + arrays.stream()
                  .limit(MOST_NAMED)
                  .map(name -> "/" + name.replace("~", "~0").replace("/", "~1"))
                  .collect(Collectors.joining(" or --items "))
              + "; with --items \"\" each field of the object is a record.");
    }
    return List.of();
  }

  private ReaderConfig csv(Path file, FileBeginning beginning) {
    char delimiter = delimiter(file, beginning).character();
    List<String> first = row(beginning, delimiter);
    List<String> headers = said.headers();
    if (headers != null && headers.equals(first)) {
      throw new UserError(
          file
              + " begins with a row of headers, which would be a record, for --headers names the"
              + " columns. Leave out --headers.");
    }
    if (headers == null && stackReads(InputType.CSV)) {
      List<String> named = stack.get().csvHeaders();
      // A file that names the stack's columns itself has a row that is no record.
      headers = named == null || first.containsAll(named) ? null : named;
    }
    return new ReaderConfig(InputType.CSV, headers, delimiter, 0, List.of());
  }

  private static List<String> row(FileBeginning beginning, char delimiter) {
    String line = beginning.text().stripLeading().lines().findFirst().orElse("");
    return List.of(line.split(java.util.regex.Pattern.quote("" + delimiter), -1)).stream()
        .map(cell -> cell.replaceAll("^\"(.*)\"$", "$1"))
        .toList();
  }

  private CsvDelimiter delimiter(Path file, FileBeginning beginning) {
    if (said.delimiter() != null) {
      return said.delimiter();
    }
    Map<CsvDelimiter, Integer> counts = beginning.delimiters();
    if (stackReads(InputType.CSV)) {
      CsvDelimiter own = CsvDelimiter.of(stack.get().csvDelimiter());
      if (counts.isEmpty() || counts.containsKey(own)) {
        return own;
      }
    }
    char named = ReaderConfig.byName(nameOf(file)).map(ReaderConfig::csvDelimiter).orElse(',');
    if (named != ',') {
      return CsvDelimiter.of(named);
    }
    if (counts.size() > 1) {
      throw new UserError(
          file
              + " begins with a row that has "
              + counts.entrySet().stream()
                  .map(count -> count.getValue() + " × " + count.getKey())
                  .collect(Collectors.joining(" and "))
              + ". Say which stands between its fields: --delimiter "
              + counts.keySet().stream()
                  .map(delimiter -> delimiter.name().toLowerCase(Locale.ROOT))
                  .collect(Collectors.joining(" or --delimiter "))
              + ".");
    }
    return counts.isEmpty() ? CsvDelimiter.COMMA : counts.keySet().iterator().next();
  }
}
