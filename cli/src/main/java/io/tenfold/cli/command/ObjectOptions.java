package io.tenfold.cli.command;

import io.tenfold.cli.file.ObjectFilter;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say which objects become records, where those are listed. */
final class ObjectOptions {
  private static final Pattern AGO = Pattern.compile("(\\d{1,6})([smhdw])");
  private static final Map<String, Duration> UNITS =
      Map.of(
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1),
          "w", Duration.ofDays(7));

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @ArgGroup(
      exclusive = false,
      heading = "%nWhich objects below a prefix, or files in a folder, become records:%n")
  private final Which which = new Which();

  /** The options, under a heading of their own. */
  static final class Which {
    @Option(
        names = "--suffix",
        paramLabel = "TEXT",
        description = "Those whose keys end so, such as .pdf; several with several of these.")
    private final List<String> suffixes = new ArrayList<>();

    @Option(
        names = "--newer-than",
        paramLabel = "TIME",
        description = {
          "Those modified within the last 90m, 36h, 2d or 1w, or after a time, such as",
          "2026-11-01T00:00:00Z."
        })
    private String newerThan;
  }

  /**
   * Returns which objects become records.
   *
   * @throws ParameterException if the time is none
   */
  ObjectFilter filter() {
    return new ObjectFilter(
        which.suffixes, which.newerThan == null ? null : moment(which.newerThan));
  }

  /**
   * Refuses the options for what is no listing.
   *
   * @throws ParameterException if one is given
   */
  void requireNone(String file) {
    if (!which.suffixes.isEmpty() || which.newerThan != null) {
      throw wrong(
          "--suffix and --newer-than choose from the objects below a prefix, which ends in a slash,"
              + " and not from the records of "
              + file);
    }
  }

  private Instant moment(String text) {
    Matcher ago = AGO.matcher(text);
    try {
      return ago.matches()
          ? Instant.now().minus(UNITS.get(ago.group(2)).multipliedBy(Long.parseLong(ago.group(1))))
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw wrong(
          "--newer-than is a time such as 2026-11-01T00:00:00Z, or how long ago it was, such as 2d,"
              + " but was "
              + text);
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
