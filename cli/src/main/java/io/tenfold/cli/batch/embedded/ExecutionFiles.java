package io.tenfold.cli.batch.embedded;

import io.tenfold.cli.batch.Batches;
import io.tenfold.cli.console.FaultWords;
import io.tenfold.cli.console.UserError;
import io.tenfold.cli.environment.KeptEnvironment;
import io.tenfold.local.folder.PlainFile;
import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import io.tenfold.local.map.read.ReaderConfig;
import io.tenfold.local.map.result.ManifestLocation;
import io.tenfold.local.map.run.MapRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The runs of this machine, a JSON file each, so that a later process finds them again. */
final class ExecutionFiles {

  /**
   * What a file holds.
   *
   * @param reader how its file is read; null in files from before that was written
   * @param mapRun null until there is one
   * @param results null until they are written
   * @param environment what the function was given, by name
   * @param process the one that runs it, or did
   */
  record Entry(
      Batches.Run run,
      ReaderConfig reader,
      Batches.MapRunState mapRun,
      ManifestLocation results,
      Batches.FunctionUse function,
      KeptEnvironment environment,
      ProcessIdentity process) {}

  private static final String SUFFIX = ".json";

  /** A run's name, which is never a path. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");

  /** No file of a run's is larger: its input and output have at most 256 KiB each. */
  private static final long MOST_BYTES = 64L << 20;

  /** What people's calendars have years for. */
  private static final Instant LAST_DATE = Instant.parse("9999-12-30T00:00:00Z");

  private final Path folder;
  private final Consumer<String> warnings;

  /** Takes where the files are, and who is told of those that can't be read. */
  ExecutionFiles(Path folder, Consumer<String> warnings) {
    this.folder = folder;
    this.warnings = warnings;
  }

  /** Writes a run's file, whole or not at all: other processes read it meanwhile. */
  void write(Entry entry) {
    try {
      Files.createDirectories(folder);
      new PlainFile(folder.resolve(entry.run().name() + SUFFIX))
          .write(Json.writePretty(json(entry)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the run of that name, or null.
   *
   * @throws UserError if its file can't be read
   */
  Entry find(String name) {
    return NAME.matcher(name).matches() ? read(name) : null;
  }

  /** Returns all runs whose files can be read, newest first. */
  List<Entry> newestFirst() {
    List<Entry> entries = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        name = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : "";
        try {
          Entry entry = find(name);
          if (entry != null) {
            entries.add(entry);
          }
        } catch (UserError e) {
          // The other runs are no less there.
          warnings.accept(e.getMessage());
        }
      }
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException | UncheckedIOException e) {
      throw new UserError("Can't read the runs in " + folder + ": " + FaultWords.of(e), e);
    }
    entries.sort(Comparator.comparing((Entry entry) -> entry.run().startDate()).reversed());
    return entries;
  }

  private Entry read(String name) {
    Path file = folder.resolve(name + SUFFIX);
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new IOException("it has " + Files.size(file) + " bytes");
      }
      Entry entry = entry((Map<?, ?>) Json.parse(Files.readAllBytes(file)));
      if (!entry.run().name().equals(name)) {
        throw new IOException("it is the file of " + entry.run().name());
      }
      return entry;
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException
        | MalformedJson
        | ClassCastException
        | NullPointerException
        | ArithmeticException
        | IllegalArgumentException
        | DateTimeException e) {
      throw new UserError(
          file
              + " is left out: it is not what a run writes ("
              + FaultWords.of(e)
              + "). Delete it if nothing else needs it.",
          e);
    }
  }

  private static Map<String, Object> json(Entry entry) {
    Batches.Run run = entry.run();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("executionArn", run.arn());
    json.put("name", run.name());
    json.put("status", run.status());
    json.put("startDate", run.startDate().toString());
    json.put("stopDate", text(run.stopDate()));
    json.put("durationMillis", run.duration().toMillis());
    json.put("input", run.input());
    json.put("output", run.output());
    json.put("error", run.error());
    json.put("cause", run.cause());
    json.put("reader", entry.reader() == null ? null : entry.reader().fields());
    json.put("mapRun", entry.mapRun() == null ? null : json(entry.mapRun()));
    json.put(
        "results",
        entry.results() == null
            ? null
            : Map.of("bucket", entry.results().bucket(), "manifestKey", entry.results().key()));
    Map<String, Object> function = new LinkedHashMap<>();
    function.put("environmentsStarted", entry.function().environmentsStarted());
    function.put("peakConcurrency", entry.function().peakConcurrency());
    function.put("logs", entry.function().logs().toString());
    Map<String, Object> environment = new LinkedHashMap<>();
    environment.put("variables", List.copyOf(entry.environment().variables()));
    environment.put("aws", entry.environment().aws());
    function.put("environment", environment);
    function.put("options", entry.function().options());
    json.put("function", function);
    json.put("pid", entry.process().pid());
    json.put("processStart", entry.process().start());
    return json;
  }

  private static Map<String, Object> json(Batches.MapRunState run) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("mapRunArn", run.arn());
    json.put("status", run.status());
    json.put("itemCounts", run.countsJson());
    json.put("maxConcurrency", run.maxConcurrency());
    json.put("toleratedFailurePercentage", run.toleratedFailurePercentage());
    json.put("startDate", run.startDate().toString());
    json.put("stopDate", text(run.stopDate()));
    if (run.dataset() != null) {
      json.put("dataset", DatasetFile.json(run.dataset()));
    }
    return json;
  }

  private static String text(Instant date) {
    return date == null ? null : date.toString();
  }

  private static Entry entry(Map<?, ?> json) {
    Batches.Run run =
        new Batches.Run(
            Objects.requireNonNull((String) json.get("executionArn")),
            Objects.requireNonNull((String) json.get("name")),
            Objects.requireNonNull((String) json.get("status")),
            date(Objects.requireNonNull(json.get("startDate"))),
            date(json.get("stopDate")),
            json.get("input"),
            json.get("output"),
            (String) json.get("error"),
            (String) json.get("cause"),
            null,
            // Files of before there was this have dates alone.
            json.get("durationMillis") == null
                ? null
                : Duration.ofMillis(number(json, "durationMillis")));
    Map<?, ?> results = (Map<?, ?>) json.get("results");
    Map<?, ?> function = (Map<?, ?>) json.get("function");
    return new Entry(
        run,
        json.get("reader") instanceof Map<?, ?> reader ? ReaderConfig.of(reader) : null,
        json.get("mapRun") == null ? null : mapRun((Map<?, ?>) json.get("mapRun")),
        results == null
            ? null
            : new ManifestLocation(
                (String) results.get("bucket"), (String) results.get("manifestKey")),
        new Batches.FunctionUse(
            number(function, "environmentsStarted"),
            (int) number(function, "peakConcurrency"),
            Path.of((String) function.get("logs")),
            options(function.get("options"))),
        function.get("environment") == null
            ? KeptEnvironment.NOTHING
            : environment((Map<?, ?>) function.get("environment")),
        new ProcessIdentity(number(json, "pid"), (String) json.get("processStart")));
  }

  /** Files of before there was this have none. */
  private static List<String> options(Object json) {
    return json == null ? List.of() : ((List<?>) json).stream().map(String.class::cast).toList();
  }

  private static KeptEnvironment environment(Map<?, ?> json) {
    TreeSet<String> variables = new TreeSet<>();
    for (Object name : (List<?>) json.get("variables")) {
      variables.add((String) name);
    }
    return new KeptEnvironment(variables, (String) json.get("aws"));
  }

  private static Batches.MapRunState mapRun(Map<?, ?> json) {
    Map<?, ?> counts = (Map<?, ?>) json.get("itemCounts");
    return new Batches.MapRunState(
        (String) json.get("mapRunArn"),
        (String) json.get("status"),
        new MapRun.ItemCounts(
            number(counts, "pending"),
            number(counts, "running"),
            number(counts, "succeeded"),
            number(counts, "failed"),
            number(counts, "timedOut"),
            number(counts, "aborted"),
            number(counts, "total"),
            number(counts, "resultsWritten"),
            counts.get("unread") == null ? 0 : number(counts, "unread")),
        (int) number(json, "maxConcurrency"),
        ((Number) json.get("toleratedFailurePercentage")).doubleValue(),
        date(Objects.requireNonNull(json.get("startDate"))),
        date(json.get("stopDate")),
        json.get("dataset") == null ? null : DatasetFile.location((Map<?, ?>) json.get("dataset")));
  }

  private static long number(Map<?, ?> json, String field) {
    // Exactly: a number of a billion digits is not even looked at.
    return new BigDecimal(json.get(field).toString()).longValueExact();
  }

  private static Instant date(Object text) {
    Instant date = text == null ? null : Instant.parse((String) text);
    if (date != null && (date.isBefore(Instant.EPOCH) || date.isAfter(LAST_DATE))) {
      throw new DateTimeException("no clock has shown " + text);
    }
    return date;
  }
}
