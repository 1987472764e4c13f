package io.tenfold.cli;

import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import io.tenfold.local.map.ManifestLocation;
import io.tenfold.local.map.MapRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The runs of this machine, a JSON file each, so that a later process finds them again. */
final class ExecutionFiles {

  /**
   * What a file holds.
   *
   * @param mapRun null until there is one
   * @param results null until they are written
   * @param process the one that runs it, or did
   */
  record Entry(
      Batches.Run run,
      Batches.MapRunState mapRun,
      ManifestLocation results,
      Batches.FunctionUse function,
      ProcessIdentity process) {}

  private static final String SUFFIX = ".json";

  private final Path folder;

  ExecutionFiles(Path folder) {
    this.folder = folder;
  }

  /** Writes a run's file, whole or not at all: other processes read it meanwhile. */
  void write(Entry entry) {
    Path file = folder.resolve(entry.run().name() + SUFFIX);
    Path unfinished = folder.resolve("." + entry.run().name() + ".new");
    try {
      Files.createDirectories(folder);
      Files.write(unfinished, Json.writePretty(json(entry)));
      Files.move(
          unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the run of that name, or null. */
  Entry find(String name) {
    // A name is never a path.
    return name.matches("[A-Za-z0-9_-]+") ? read(folder.resolve(name + SUFFIX)) : null;
  }

  /** Returns all runs, newest first. */
  List<Entry> newestFirst() {
    List<Entry> entries = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        Entry entry = name.endsWith(SUFFIX) && !name.startsWith(".") ? read(file) : null;
        if (entry != null) {
          entries.add(entry);
        }
      }
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    entries.sort(Comparator.comparing((Entry entry) -> entry.run().startDate()).reversed());
    return entries;
  }

  private static Entry read(Path file) {
    try {
      return entry((Map<?, ?>) Json.parse(Files.readAllBytes(file)));
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (MalformedJson | ClassCastException | NullPointerException | DateTimeException e) {
      throw new UserError(
          file + " is not what a run writes (" + e.getMessage() + "). Delete it to go on.", e);
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
    json.put("input", run.input());
    json.put("output", run.output());
    json.put("error", run.error());
    json.put("cause", run.cause());
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
    json.put("function", function);
    json.put("pid", entry.process().pid());
    json.put("processStart", entry.process().start());
    return json;
  }

  private static Map<String, Object> json(Batches.MapRunState run) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("mapRunArn", run.arn());
    json.put("status", run.status());
    json.put("itemCounts", counts(run.counts()));
    json.put("maxConcurrency", run.maxConcurrency());
    json.put("toleratedFailurePercentage", run.toleratedFailurePercentage());
    json.put("startDate", run.startDate().toString());
    json.put("stopDate", text(run.stopDate()));
    return json;
  }

  /** Returns a Map Run's counts as DescribeMapRun has them. */
  static Map<String, Object> counts(MapRun.ItemCounts counts) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("total", counts.total());
    json.put("succeeded", counts.succeeded());
    json.put("failed", counts.failed());
    json.put("timedOut", counts.timedOut());
    json.put("aborted", counts.aborted());
    json.put("pending", counts.pending());
    json.put("running", counts.running());
    json.put("resultsWritten", counts.resultsWritten());
    return json;
  }

  private static String text(Instant date) {
    return date == null ? null : date.toString();
  }

  private static Entry entry(Map<?, ?> json) {
    Batches.Run run =
        new Batches.Run(
            (String) json.get("executionArn"),
            (String) json.get("name"),
            (String) json.get("status"),
            Instant.parse((String) json.get("startDate")),
            date(json.get("stopDate")),
            json.get("input"),
            json.get("output"),
            (String) json.get("error"),
            (String) json.get("cause"),
            null);
    Map<?, ?> results = (Map<?, ?>) json.get("results");
    Map<?, ?> function = (Map<?, ?>) json.get("function");
    return new Entry(
        run,
        json.get("mapRun") == null ? null : mapRun((Map<?, ?>) json.get("mapRun")),
        results == null
            ? null
            : new ManifestLocation(
                (String) results.get("bucket"), (String) results.get("manifestKey")),
        new Batches.FunctionUse(
            number(function, "environmentsStarted"),
            (int) number(function, "peakConcurrency"),
            Path.of((String) function.get("logs"))),
        new ProcessIdentity(number(json, "pid"), (String) json.get("processStart")));
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
            number(counts, "resultsWritten")),
        (int) number(json, "maxConcurrency"),
        ((Number) json.get("toleratedFailurePercentage")).doubleValue(),
        Instant.parse((String) json.get("startDate")),
        date(json.get("stopDate")));
  }

  private static long number(Map<?, ?> json, String field) {
    return ((Number) json.get(field)).longValue();
  }

  private static Instant date(Object text) {
    return text == null ? null : Instant.parse((String) text);
  }
}
