package io.tenfold.bench.coldstart;

import io.tenfold.bench.throughput.EchoFunction;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Clients of the Runtime API in languages that compile to programs as small as this project's, on
 * their standard libraries alone: what the function is like among its own kind.
 */
final class CompiledClients {
  private static final Duration BUILD_LIMIT = Duration.ofMinutes(10);

  private final Workshop workshop;
  private final Events events;

  CompiledClients(Workshop workshop, Events events) {
    this.workshop = workshop;
    this.events = events;
  }

  /** Returns the least one, in C, if the machine has a compiler: nothing can be faster by much. */
  Provision c() throws IOException, InterruptedException {
    if (Tool.find("gcc").isEmpty()) {
      return new Provision.Missing(CandidateKind.FLOOR, "there is no gcc");
    }
    EchoFunction built = EchoFunction.build(workshop.emptyFolder("floor"));
    return packaged(
        CandidateKind.FLOOR,
        "C, the floor",
        "a client that returns its event, in C",
        built.folder());
  }

  /** Returns the one on Go's net/http, if the machine has Go. */
  Provision go() throws IOException, InterruptedException {
    if (Tool.find("go").isEmpty()) {
      return new Provision.Missing(CandidateKind.GO, "there is no go");
    }
    String version = Tool.output(List.of("go", "env", "GOVERSION")).replaceFirst("^go", "");
    return client(
        CandidateKind.GO,
        "Go " + version.replaceFirst("^(\\d+\\.\\d+).*", "$1") + " net/http",
        "a client that returns its event, on Go " + version + "'s net/http, nothing else",
        "main.go",
        // Static, without symbols, as Lambda's documentation builds Go for provided.al2023.
        List.of(
            "env",
            "CGO_ENABLED=0",
            "GOCACHE=" + workshop.folder("go-cache"),
            "go",
            "build",
            "-trimpath",
            "-ldflags=-s -w"));
  }

  /** Returns the one in Rust, if the machine has rustc. */
  Provision rust() throws IOException, InterruptedException {
    if (Tool.find("rustc").isEmpty()) {
      return new Provision.Missing(CandidateKind.RUST, "there is no rustc");
    }
    String version =
        Tool.output(List.of("rustc", "--version")).replaceFirst("^rustc (\\S+).*", "$1");
    return client(
        CandidateKind.RUST,
        "Rust " + version.replaceFirst("^(\\d+\\.\\d+).*", "$1"),
        "a client that returns its event, in Rust "
            + version
            + " on std's TcpStream, its HTTP written by hand as std has none",
        "main.rs",
        List.of("rustc", "--edition=2021", "-Copt-level=3", "-Cpanic=abort", "-Cstrip=symbols"));
  }

  private Provision client(
      CandidateKind kind, String title, String detail, String source, List<String> compiler)
      throws IOException, InterruptedException {
    String name = kind.name().toLowerCase(Locale.ROOT);
    Path folder = workshop.emptyFolder("client-" + name);
    workshop.copyResource(name + "/" + source, folder.resolve(source));
    Path built = workshop.emptyFolder("client-" + name + "/package");
    List<String> command = new ArrayList<>(compiler);
    command.addAll(List.of("-o", built.resolve("bootstrap").toString(), source));
    new Tool(command, folder, folder.resolve("build.log"), BUILD_LIMIT).run();
    return packaged(kind, title, detail, built);
  }

  private Provision packaged(CandidateKind kind, String title, String detail, Path built)
      throws IOException {
    String name = kind.name().toLowerCase(Locale.ROOT);
    Path zip = workshop.folder("packages").resolve(name + ".zip");
    DeploymentPackage.of(built, zip);
    Path taskRoot = workshop.unpacked(zip, "task/" + kind);
    return new Provision.Ready(
        new Candidate(
            kind,
            title,
            detail,
            zip,
            taskRoot,
            List.of(taskRoot.resolve("bootstrap").toString()),
            Map.of(),
            DeploymentPackage.files(taskRoot),
            AnswerCheck.ECHO,
            events));
  }
}
