package io.tenfold.cli.endpoint;

import io.tenfold.cli.console.ExitCode;
import io.tenfold.cli.console.FaultWords;
import io.tenfold.cli.console.Hints;
import io.tenfold.cli.console.UserError;
import io.tenfold.local.aws.LocalAws;
import io.tenfold.local.aws.moto.MotoInstallation;
import io.tenfold.local.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tenfold up}: AWS on this machine, for Terraform, the AWS CLI and the SDKs. */
@Command(
    name = "up",
    header = "Starts AWS on this machine, as one endpoint.",
    description = {
      "",
      "Starts AWS on this machine, as one endpoint on 127.0.0.1: Step Functions and Lambda's Invoke"
          + " in the local engine, the rest in a moto server.",
      "",
      "Needs moto_server on the PATH, or python3 to install it. Ends with Ctrl-C or `tenfold down`;"
          + " what it holds ends with it."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {"  tenfold up", "  tenfold up --background && eval \"$(tenfold status --env)\""})
public final class UpCommand implements Callable<Integer> {
  private static final int START_SECONDS = 300;
  private static final String PAGE = "# The page of its runs: ";

  private final RunsConsole runs;

  /** Takes what serves the page of the runs. */
  public UpCommand(RunsConsole runs) {
    this.runs = runs;
  }

  @Spec private CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "4566",
      description = "The endpoint's port; 0 for any that is free. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--console",
      paramLabel = "PORT",
      description =
          "Serves a page of the stack's runs on 127.0.0.1, too, to who has its address; 0 for any"
              + " port that is free. The stack is Terraform's, as for `tenfold list`.")
  private Integer console;

  @Mixin private EndpointFolder where;

  @Option(names = "--background", description = "Returns once the endpoint answers.")
  private boolean background;

  @Option(
      names = "--json",
      description =
          "Prints one JSON object once the endpoint answers: that of `status`, with the page's"
              + " address as `console`.")
  private boolean json;

  private Path folder;

  /** Given to the process in the background: without its file nobody would find or end it. */
  @Option(names = "--must-be-found", hidden = true)
  private boolean mustBeFound;

  @Override
  public Integer call() throws Exception {
    requirePort("--port", port);
    if (console != null) {
      requirePort("--console", console);
    }
    folder = where.path();
    EndpointFile file = new EndpointFile(folder);
    EndpointFile.Endpoint other = other(file);
    if (other != null) {
      throw new UserError(
          "The endpoint of "
              + folder
              + " is running already, at "
              + other.url()
              + ". End it with: "
              + down());
    }
    return background ? startInBackground(file) : run(file);
  }

  private void requirePort(String option, int number) {
    if (number < 0 || number > 65_535) {
      throw new ParameterException(
          spec.commandLine(), option + " is " + number + " but must be from 0 to 65535");
    }
  }

  private EndpointFile.Endpoint other(EndpointFile file) {
    try {
      return file.running();
    } catch (UserError e) {
      if (background || mustBeFound) {
        throw e;
      }
      spec.commandLine().getErr().println(e.getMessage());
      return null;
    }
  }

  private int run(EndpointFile file) throws IOException, InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    // The JDK's server would wait for the client's acknowledgement between a head and its body.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    Consumer<String> notices =
        line -> {
          err.println(line);
          err.flush();
        };
    LocalAws aws;
    try {
      Path moto =
          new MotoInstallation(folder, String.valueOf(System.getenv("PATH")), notices).program();
      aws = LocalAws.start(new LocalAws.Settings(port, folder, moto, notices));
    } catch (IOException e) {
      // With the last lines of moto's log.
      throw new UserError(String.valueOf(e.getMessage()).lines().toList());
    }
    RunsConsole.Served page = null;
    if (console != null) {
      try {
        page = runs.serve(aws.url(), console);
      } catch (IOException | RuntimeException e) {
        aws.close();
        throw e;
      }
    }
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  aws.close();
                  file.delete();
                  ended.countDown();
                },
                "tenfold-shutdown"));
    PrintWriter out = spec.commandLine().getOut();
    String address = page == null ? null : page.address();
    if (address != null && !json) {
      out.println(PAGE + address);
      out.flush();
    }
    try {
      file.write(aws.url());
    } catch (IOException e) {
      if (mustBeFound) {
        throw new UserError("Can't write the pid file: " + FaultWords.of(e), e);
      }
      err.println(
          "tenfold status and tenfold down won't find the endpoint, for its pid file can't be"
              + " written ("
              + FaultWords.of(e)
              + "). It runs nevertheless.");
    }
    if (json) {
      print(new EndpointFile.Endpoint(ProcessHandle.current(), aws.url()), address);
    } else {
      out.print(EndpointFile.exports(aws.url()));
      out.println("# The endpoint is ready at " + aws.url() + "; Ctrl-C ends it.");
    }
    out.flush();
    ended.await();
    return ExitCode.SUCCEEDED;
  }

  private int startInBackground(EndpointFile file) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Path log = folder.resolve("endpoint.log");
    Process process =
        new ProcessBuilder(command())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .start();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    EndpointFile.Endpoint endpoint = null;
    try {
      endpoint = file.running();
      while (endpoint == null && process.isAlive() && System.nanoTime() < end) {
        process.waitFor(200, TimeUnit.MILLISECONDS);
        endpoint = file.running();
      }
    } finally {
      if (endpoint == null) {
        process.destroy();
      }
    }
    if (endpoint == null) {
      List<String> lines = new java.util.ArrayList<>(List.of("The endpoint does not start:"));
      Files.readString(log, StandardCharsets.UTF_8).strip().lines().forEach(lines::add);
      throw new UserError(lines);
    }
    // The other process has said where it is before its file was there to be found.
    Optional<String> page =
        Files.readString(log, StandardCharsets.UTF_8)
            .lines()
            .filter(line -> line.startsWith(PAGE))
            .findFirst();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      print(endpoint, page.map(line -> line.substring(PAGE.length())).orElse(null));
    } else {
      out.print(EndpointFile.exports(endpoint.url()));
      out.println("# The endpoint is ready at " + endpoint.url() + "; end it with: " + down());
      page.ifPresent(out::println);
    }
    out.flush();
    return ExitCode.SUCCEEDED;
  }

  private void print(EndpointFile.Endpoint endpoint, String page) {
    Map<String, Object> object = EndpointFile.json(endpoint, folder);
    object.put("console", page);
    spec.commandLine().getOut().println(Json.write(object));
  }

  private String down() {
    return where.isGiven()
        ? Hints.to(List.of()).without("down", "--folder", folder.toString())
        : Hints.to(List.of()).without("down");
  }

  /** The same program again, in the foreground of a session of its own. */
  private List<String> command() {
    List<String> words =
        new java.util.ArrayList<>(
            io.tenfold.local.lambda.process.NewSession.ofThisMachine().prefix());
    words.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-cp",
            System.getProperty("java.class.path"),
            spec.root().userObject().getClass().getName(),
            "up",
            "--must-be-found",
            "--port",
            Integer.toString(port),
            "--folder",
            folder.toString()));
    if (console != null) {
      words.addAll(List.of("--console", Integer.toString(console)));
    }
    return words;
  }
}
