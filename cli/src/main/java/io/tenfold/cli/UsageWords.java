package io.tenfold.cli;

import io.tenfold.cli.console.Printable;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;

/** What is wrong with a command line, in words for people: picocli's own name Java's classes. */
final class UsageWords {
  private static final Pattern TYPE = Pattern.compile("'(.*)' is not an? (\\w+)$", Pattern.DOTALL);
  private static final Pattern CLASS =
      Pattern.compile(
          "cannot convert '(.*)' to (?:(?:interface|class) )?([\\w.$]+) \\(.*\\)$", Pattern.DOTALL);
  private static final Map<String, String> KINDS =
      Map.of(
          "int", "a whole number",
          "long", "a whole number",
          "double", "a number",
          "boolean", "true or false",
          "BigDecimal", "a number",
          "Duration", "a time",
          "URI", "an address",
          "java.nio.file.Path", "the name of a file");

  private UsageWords() {}

  /** Returns what is wrong, in a line. */
  static String of(CommandLine.ParameterException exception) {
    String message = String.valueOf(exception.getMessage());
    if (exception instanceof CommandLine.MaxValuesExceededException
        && message.contains("expected only one match")) {
      message = "An option that can be given once is given twice.";
    }
    if (exception instanceof CommandLine.UnmatchedArgumentException unmatched) {
      message = unmatched(unmatched);
    }
    return Printable.line(kind(CLASS, kind(TYPE, message)));
  }

  /** The library takes for options whatever follows one that it does not know, files too. */
  private static String unmatched(CommandLine.UnmatchedArgumentException exception) {
    List<String> options = exception.getUnmatched().stream().filter(UsageWords::isOption).toList();
    if (!options.isEmpty()) {
      return (options.size() == 1 ? "Unknown option: " : "Unknown options: ") + quoted(options);
    }
    String words = quoted(exception.getUnmatched());
    return exception.getCommandLine().getSubcommands().isEmpty()
        ? "More than "
            + exception.getCommandLine().getCommandSpec().qualifiedName()
            + " takes: "
            + words
        : "No command: " + words;
  }

  private static boolean isOption(String argument) {
    return argument.length() > 1 && argument.startsWith("-");
  }

  private static String quoted(List<String> arguments) {
    return arguments.stream().map(each -> "'" + each + "'").collect(Collectors.joining(", "));
  }

  private static String kind(Pattern pattern, String message) {
    Matcher matcher = pattern.matcher(message);
    return matcher.find()
        ? message.substring(0, matcher.start())
            + "'"
            + matcher.group(1)
            + "' is not "
            + KINDS.getOrDefault(matcher.group(2), "what it takes")
        : message;
  }
}
