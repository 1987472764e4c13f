package io.tenfold.cli.batch.embedded;

import io.tenfold.cli.batch.RunWorkflow;
import io.tenfold.cli.batch.StateVisits.Visit;
import io.tenfold.local.folder.PlainFile;
import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The workflows of this machine's runs, a file each beside the run's own, for other processes. */
final class RunWorkflows {
  private static final String SUFFIX = ".workflow";

  /** A definition has at most 1 MiB. */
  private static final long MOST_BYTES = 16L << 20;

  private final Path folder;

  /** Takes where the files are. */
  RunWorkflows(Path folder) {
    this.folder = folder;
  }

  /** Writes a run's file, whole or not at all. */
  void write(String name, RunWorkflow workflow) throws IOException {
    Files.createDirectories(folder);
    new PlainFile(file(name)).write(Json.writeBytes(json(workflow)));
  }

  /** Returns the workflow of the run of that name; empty if there is none that can be read. */
  Optional<RunWorkflow> find(String name) {
    try {
      Path file = file(name);
      return Files.size(file) > MOST_BYTES
          ? Optional.empty()
          : Optional.of(workflow((Map<?, ?>) Json.parse(Files.readAllBytes(file))));
    } catch (IOException
        | MalformedJson
        | ClassCastException
        | NullPointerException
        | DateTimeException e) {
      return Optional.empty(); // Nothing depends on it but a drawing.
    }
  }

  private Path file(String name) {
    return folder.resolve(name + SUFFIX);
  }

  private static Map<String, Object> json(RunWorkflow workflow) {
    Map<String, Object> states = new LinkedHashMap<>();
    workflow
        .visits()
        .forEach(
            (state, visit) -> {
              Map<String, Object> json = new LinkedHashMap<>();
              json.put("times", visit.times());
              json.put("entered", visit.entered().toString());
              json.put("exited", visit.exited() == null ? null : visit.exited().toString());
              states.put(state, json);
            });
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("definition", workflow.definition());
    json.put("states", states);
    json.put("function", workflow.function().json());
    return json;
  }

  private static RunWorkflow workflow(Map<?, ?> json) {
    Map<String, Visit> visits = new LinkedHashMap<>();
    ((Map<?, ?>) json.get("states"))
        .forEach((state, visit) -> visits.put((String) state, visit((Map<?, ?>) visit)));
    Map<?, ?> ran = (Map<?, ?>) json.get("function");
    return new RunWorkflow(
        (String) json.get("definition"),
        visits,
        new RunWorkflow.Function(
            (String) ran.get("name"),
            ran.get("memoryMegabytes") instanceof Number megabytes ? megabytes.intValue() : null,
            (String) ran.get("package"),
            (String) ran.get("version"),
            (String) ran.get("logs")));
  }

  private static Visit visit(Map<?, ?> json) {
    return new Visit(
        ((Number) json.get("times")).longValue(),
        Instant.parse((String) json.get("entered")),
        json.get("exited") == null ? null : Instant.parse((String) json.get("exited")));
  }
}
