package io.tenfold.cli;

import io.tenfold.cli.command.Subcommands;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The help of commands, without what all of them have: how help and version are asked for is said
 * once, in the help of the whole, and the options that name a stack on AWS are in {@code tenfold
 * help stack}.
 */
final class HelpText {
  /** What is asked for with {@code tenfold help}, besides commands. */
  static final String STACK = "stack";

  private static final String PLACE = "Where the batches are";
  private static final List<String> HERE = List.of("--local", "--folder");

  private HelpText() {}

  /**
   * Returns the words of {@code tenfold help COMMAND} as those of {@code tenfold COMMAND --help}.
   */
  static String[] asked(String... args) {
    if (args.length == 0 || !args[0].equals("help") || args.length > 2) {
      return args;
    }
    if (args.length == 1) {
      return new String[] {"--help"};
    }
    boolean known = args[1].equals(STACK) || Subcommands.all().containsKey(args[1]);
    return known ? new String[] {args[1], "--help"} : new String[] {args[1]};
  }

  /** Folds the help of a command. */
  static void fold(CommandLine command) {
    command
        .getHelpSectionMap()
        .put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, help -> folded(help.optionList()));
  }

  private static String folded(String options) {
    List<String> lines = options.lines().toList();
    StringBuilder folded = new StringBuilder();
    boolean place = false;
    boolean shown = true;
    for (String line : lines) {
      place |= line.startsWith(PLACE);
      String option = line.replaceFirst("^ *(?:-\\w, )?", "");
      if (line.matches(" {2}(?:-\\w, | {4})--.*")) {
        shown =
            place
                ? HERE.stream().anyMatch(option::startsWith)
                : !option.startsWith("--help") && !option.startsWith("--version");
      } else if (line.isBlank()) {
        shown = true;
      }
      if (shown) {
        folded.append(line).append(System.lineSeparator());
      }
    }
    if (place) {
      folded.append(
          "  On AWS, options can name another stack than Terraform's: tenfold help stack");
      folded.append(System.lineSeparator());
    }
    return folded.toString();
  }

  /** Returns the options that say where the batches are, all of them. */
  static String stack(CommandLine list) {
    return new CommandLine.Help(list.getCommandSpec(), list.getColorScheme())
        .optionList()
        .lines()
        .dropWhile(line -> !line.startsWith(PLACE))
        .collect(Collectors.joining(System.lineSeparator(), "", System.lineSeparator()));
  }
}
