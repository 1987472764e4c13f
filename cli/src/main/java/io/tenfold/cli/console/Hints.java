package io.tenfold.cli.console;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The commands that a user is told to go on with: the one place that makes them, so that each can
 * be pasted into a shell as it is. They name the program as it was called, quote their words, and
 * lead to the same batches.
 *
 * @param program how this program was called
 * @param place the options that lead to the batches, such as {@code --local}
 */
public record Hints(String program, List<String> place) {
  /** What the launcher says of how it was called. */
  private static final String CALLED = "tenfold.command";

  private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_./:@%+=,-]+");

  /** Returns the hints of this process. */
  public static Hints to(List<String> place) {
    return new Hints(System.getProperty(CALLED, "tenfold"), List.copyOf(place));
  }

  /** Returns a command over the batches, as a shell takes it. */
  public String command(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(place);
    return without(all.toArray(String[]::new));
  }

  /**
   * Returns a command that runs a run's records again, as a shell takes it.
   *
   * @param given the options that said what the run's function is, to be given again
   */
  public String again(String name, String run, List<String> given, String... options) {
    List<String> all = new ArrayList<>(List.of(name, run));
    all.addAll(List.of(options));
    all.addAll(given);
    return command(all.toArray(String[]::new));
  }

  /** Adds an option and its value to words of a command line, where there is one. */
  public static void add(List<String> words, String option, Object value) {
    if (value != null) {
      words.addAll(List.of(option, value.toString()));
    }
  }

  /** Returns a command that is about no batches. */
  public String without(String... words) {
    List<String> all = new ArrayList<>();
    all.add(program);
    all.addAll(List.of(words));
    return all.stream().map(Hints::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
