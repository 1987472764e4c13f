package io.tenfold.bench.coldstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A function on Node.js that logs its event and returns the status code 200. */
final class NodeFunction {
  // The last for Node.js 20: version 4 needs 22.
  private static final String CLIENT = "aws-lambda-ric@3.3.0";
  private static final Duration INSTALL_LIMIT = Duration.ofMinutes(15);

  private final Workshop workshop;
  private final Events events;

  NodeFunction(Workshop workshop, Events events) {
    this.workshop = workshop;
    this.events = events;
  }

  /** Returns it on AWS's client, or, where that cannot be built, on a minimal polling loop. */
  Provision provide() throws IOException, InterruptedException {
    Optional<Path> installed = Tool.find("node");
    if (installed.isEmpty()) {
      return new Provision.Missing(CandidateKind.NODE, "there is no node");
    }
    Path program =
        Path.of(Tool.output(List.of(installed.get().toString(), "-p", "process.execPath")));
    String version = Tool.output(List.of(program.toString(), "--version"));
    // A copy, since another process may have the machine's own mapped.
    Path node = workshop.copied(program, workshop.folder("node-" + version).resolve("node"));
    Path source = workshop.emptyFolder("node-function");
    workshop.copyResource("node/index.mjs", source.resolve("index.mjs"));
    Path zip = workshop.folder("packages").resolve("node.zip");
    DeploymentPackage.of(source, zip);
    Path taskRoot = workshop.unpacked(zip, "task/" + CandidateKind.NODE);
    Optional<Path> client = client();
    Path runtime = client.isPresent() ? client.get() : loop();
    List<Path> files = new ArrayList<>(DeploymentPackage.files(taskRoot));
    files.add(node);
    files.addAll(DeploymentPackage.files(runtime.getParent()));
    Path code = runtime.resolveSibling("../dist").normalize();
    if (Files.isDirectory(code)) {
      files.addAll(DeploymentPackage.files(code));
    }
    return new Provision.Ready(
        new Candidate(
            CandidateKind.NODE,
            "Node.js " + version.replaceFirst("^v(\\d+).*", "$1"),
            "logs its event and returns statusCode 200, on Node.js "
                + version
                + (client.isPresent()
                    ? " and AWS's " + CLIENT
                    : " and a minimal polling loop, as AWS's " + CLIENT + " would not build here"),
            zip,
            taskRoot,
            List.of(node.toString(), runtime.toString(), "index.handler"),
            Map.of("_HANDLER", "index.handler"),
            files,
            AnswerCheck.STATUS_200,
            events));
  }

  private Path loop() throws IOException {
    Path loop = workshop.folder("node-loop").resolve("bin/loop.mjs");
    workshop.copyResource("node/loop.mjs", loop);
    return loop;
  }

  private Optional<Path> client() throws IOException, InterruptedException {
    Path folder = workshop.folder("node-client");
    Path home = folder.resolve("node_modules/aws-lambda-ric");
    Path main = home.resolve("bin/index.mjs");
    Path tried = folder.resolve("tried");
    if (!Files.exists(tried)) {
      Optional<Path> npm = Tool.find("npm");
      if (npm.isEmpty()) {
        return Optional.empty();
      }
      System.err.println("Building AWS's client for Node.js, which takes minutes …");
      List<String> install =
          List.of(
              npm.get().toString(),
              "install",
              "--no-audit",
              "--no-fund",
              "--prefix",
              folder.toString(),
              CLIENT);
      Path log = folder.resolve("npm.log");
      boolean built = new Tool(install, folder, log, INSTALL_LIMIT).succeeds();
      Files.writeString(tried, built ? "built" : "failed");
    }
    // npm leaves a package's files behind when its install script fails.
    return Files.readString(tried).equals("built") && Files.exists(main)
        ? Optional.of(main)
        : Optional.empty();
  }
}
