package io.tenfold.cli.endpoint;

import io.tenfold.cli.batch.embedded.ProcessIdentity;
import io.tenfold.cli.console.FaultWords;
import io.tenfold.cli.console.UserError;
import io.tenfold.local.folder.PlainFile;
import io.tenfold.local.lambda.AwsVariables;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The file that says which process is a folder's endpoint, and where it is. */
public final class EndpointFile {
  /** An endpoint that runs: its process and its URL. */
  public record Endpoint(ProcessHandle process, String url) {}

  private static final String URL = "http://[A-Za-z0-9.-]+:\\d+";

  private final Path file;

  /** Takes the endpoint's folder. */
  public EndpointFile(Path folder) {
    this.file = folder.resolve("endpoint.pid");
  }

  /** Says that this process is the endpoint. */
  void write(String url) throws IOException {
    ProcessIdentity self = ProcessIdentity.ofThisProcess();
    String lines = String.join("\n", Long.toString(self.pid()), self.start(), url, "");
    // Whole or not at all: another process waits for it.
    new PlainFile(file).write(lines.getBytes(StandardCharsets.UTF_8));
  }

  /** Removes the file, if it is this process's. */
  void delete() {
    try {
      Endpoint endpoint = running();
      if (endpoint != null && endpoint.process().equals(ProcessHandle.current())) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UserError e) {
      // A file that stays names a process that is gone, which running() sees.
    }
  }

  /**
   * Returns the endpoint that runs, or null.
   *
   * @throws UserError if the file can't be read
   */
  public Endpoint running() {
    List<String> lines;
    try {
      lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException | CharacterCodingException e) {
      return null;
    } catch (IOException e) {
      throw new UserError("Can't read the pid file " + file + ": " + FaultWords.reason(e), e);
    }
    // What is not an endpoint's own is none's; its URL is handed to a shell.
    if (lines.size() != 3 || !lines.get(0).matches("\\d{1,18}") || !lines.get(2).matches(URL)) {
      return null;
    }
    return new ProcessIdentity(Long.parseLong(lines.get(0)), lines.get(1))
        .running()
        .map(process -> new Endpoint(process, lines.get(2)))
        .orElse(null);
  }

  /**
   * Returns how an endpoint stands, as {@code --json} prints it: {@code running}, {@code folder},
   * {@code url}, {@code pid} and the {@code environment} that leads to it, the last three null of
   * one that does not run.
   *
   * @param endpoint null if it does not run
   */
  static Map<String, Object> json(Endpoint endpoint, Path folder) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("running", endpoint != null);
    json.put("folder", folder.toString());
    json.put("url", endpoint == null ? null : endpoint.url());
    json.put("pid", endpoint == null ? null : endpoint.process().pid());
    json.put("environment", endpoint == null ? null : environment(endpoint.url()));
    return json;
  }

  private static Map<String, String> environment(String url) {
    Map<String, String> variables = AwsVariables.ofEndpoint(url);
    variables.put("AWS_REGION", "us-east-1");
    variables.put("AWS_DEFAULT_REGION", "us-east-1");
    return variables;
  }

  /** Returns the lines of shell that lead the AWS CLI, the SDKs and Terraform to an endpoint. */
  static String exports(String url) {
    return environment(url).entrySet().stream()
        .map(variable -> "export " + variable.getKey() + "=" + variable.getValue() + "\n")
        .collect(Collectors.joining());
  }
}
