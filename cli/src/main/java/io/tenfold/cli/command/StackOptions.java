package io.tenfold.cli.command;

import io.tenfold.cli.batch.Batches;
import io.tenfold.cli.batch.aws.AwsAccess;
import io.tenfold.cli.batch.aws.AwsBatches;
import io.tenfold.cli.batch.aws.StackLookup;
import io.tenfold.cli.batch.aws.TerraformOutputs;
import io.tenfold.cli.batch.embedded.EmbeddedBatches;
import io.tenfold.cli.batch.embedded.RunSettings;
import io.tenfold.cli.console.Hints;
import io.tenfold.cli.console.UserError;
import io.tenfold.cli.endpoint.RunsConsole;
import io.tenfold.cli.settings.Setting;
import io.tenfold.cli.settings.Settings;
import io.tenfold.cli.web.PageServer;
import io.tenfold.cli.web.RunPages;
import io.tenfold.local.arn.Arn;
import io.tenfold.local.arn.StateMachineArn;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that say where the batches are, which most commands have. */
final class StackOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @ArgGroup(
      exclusive = false,
      heading =
          "%nWhere the batches are (defaults in small letters: a line of tenfold.properties,%n"
              + "or $$TENFOLD_…):%n")
  private final Where where = new Where();

  /** The options, under a heading of their own. */
  static final class Where {
    @Option(
        names = "--local",
        description = "The runs on this machine (the embedded engine), instead of AWS.")
    private boolean local;

    @Option(
        names = "--folder",
        paramLabel = "DIR",
        description = "With --local: where they are kept. Default: folder, or .tenfold.")
    private Path folder;

    @Option(
        names = "--state-machine",
        paramLabel = "ARN",
        description = "Default: state-machine-arn, or Terraform's output.")
    private String stateMachine;

    @Option(
        names = "--bucket",
        paramLabel = "NAME",
        description = "Default: bucket, or Terraform's output.")
    private String bucket;

    @Option(
        names = "--queue-url",
        paramLabel = "URL",
        description = "Default: queue-url, or Terraform's output.")
    private String queueUrl;

    @Option(
        names = "--terraform",
        paramLabel = "DIR",
        description = "Where the stack was applied. Default: terraform, or the folder terraform.")
    private Path terraform;

    @Option(
        names = "--endpoint-url",
        paramLabel = "URL",
        description = "Another endpoint than AWS's. Default: $AWS_ENDPOINT_URL.")
    private URI endpoint;

    @Option(
        names = "--region",
        paramLabel = "REGION",
        description = "Default: the one in the ARNs, or as the AWS CLI has it.")
    private String region;

    @Option(
        names = "--profile",
        paramLabel = "NAME",
        description = "The profile of the AWS configuration. Default: $AWS_PROFILE.")
    private String profile;
  }

  /** Returns the commands that lead to the same batches. */
  private Hints hints() {
    List<String> place = new ArrayList<>();
    Hints.add(place, "--state-machine", where.stateMachine);
    Hints.add(place, "--bucket", where.bucket);
    Hints.add(place, "--queue-url", where.queueUrl);
    Hints.add(place, "--terraform", where.terraform);
    Hints.add(place, "--endpoint-url", where.endpoint);
    Hints.add(place, "--profile", where.profile);
    Hints.add(place, "--region", where.region);
    return Hints.to(place);
  }

  /** Returns the commands for the batches of this machine in a folder, null where none is named. */
  static Hints localHints(Path folder) {
    List<String> place = new ArrayList<>(List.of("--local"));
    if (folder != null && !folder.equals(Settings.here().folder())) {
      Hints.add(place, "--folder", folder);
    }
    return Hints.to(place);
  }

  /**
   * Returns the folder of this machine's batches: the one that is named, else the one that is set.
   */
  static Path localFolder(Path named) {
    return named != null ? named : Settings.here().folder();
  }

  /** Opens the batches, to look at them; the arguments may name executions, by ARN or otherwise. */
  Batches open(String... references) throws IOException {
    return open(
        () -> {
          throw new IllegalStateException("Nothing is to be started");
        },
        references);
  }

  /** As the other method; {@code function} says what runs the records if that is this machine. */
  Batches open(FunctionOptions function, String... references) throws IOException {
    // What is wrong with them is said before anything is done.
    if (!where.local) {
      function.refuseEnvironment();
    }
    RunSettings settings = where.local ? function.settings() : null;
    return open(() -> settings, references);
  }

  private Batches open(Supplier<RunSettings> function, String... references) throws IOException {
    if (where.local) {
      return new EmbeddedBatches(
          localFolder(where.folder),
          function,
          spec.commandLine().getErr()::println,
          localHints(where.folder));
    }
    String endpoint = endpoint();
    if (endpoint != null && !endpoint.matches("https?://.+")) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "The endpoint " + endpoint + " is no URL such as http://127.0.0.1:4566");
    }
    StackLookup lookup = lookup();
    return new AwsBatches(
        new AwsAccess(
            where.endpoint,
            () -> region(lookup, references),
            where.profile,
            endpoint == null ? "AWS" : endpoint,
            endpoint != null,
            false),
        lookup,
        hints());
  }

  /** Serves the page of the runs of Terraform's stack at an endpoint of this machine. */
  static RunsConsole.Served page(String endpointUrl, int port) throws IOException {
    URI endpoint = URI.create(endpointUrl);
    PageServer server = PageServer.start(port, new RunPages(() -> at(endpoint)));
    return new RunsConsole.Served(server.address(), server::close);
  }

  private static Batches at(URI endpoint) {
    Settings settings = Settings.here();
    StackLookup lookup =
        new StackLookup(
            new EnumMap<>(StackLookup.Place.class),
            settings,
            new TerraformOutputs(settings.path(Setting.TERRAFORM, Path.of("terraform"))));
    return new AwsBatches(
        new AwsAccess(
            endpoint, () -> lookup.stateMachine().region(), null, endpoint.toString(), true, true),
        lookup,
        Hints.to(List.of("--endpoint-url", endpoint.toString())));
  }

  /** The SDK takes the environment's endpoint by itself; buckets have no host names there. */
  private String endpoint() {
    if (where.endpoint != null) {
      return where.endpoint.toString();
    }
    String variable = System.getenv("AWS_ENDPOINT_URL");
    return variable == null || variable.isBlank() ? null : variable;
  }

  private StackLookup lookup() {
    Map<StackLookup.Place, String> options = new EnumMap<>(StackLookup.Place.class);
    options.put(StackLookup.Place.STATE_MACHINE, where.stateMachine);
    options.put(StackLookup.Place.BUCKET, where.bucket);
    options.put(StackLookup.Place.QUEUE, where.queueUrl);
    if (where.stateMachine != null && StateMachineArn.find(where.stateMachine).isEmpty()) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--state-machine is no state machine's ARN: " + where.stateMachine);
    }
    Settings settings = Settings.here();
    Path terraform =
        where.terraform != null
            ? where.terraform
            : settings.path(Setting.TERRAFORM, Path.of("terraform"));
    return new StackLookup(options, settings, new TerraformOutputs(terraform));
  }

  /** The Region that the ARNs name is where the batches are, whatever the environment says. */
  private String region(StackLookup lookup, String... references) {
    if (where.region != null) {
      return where.region;
    }
    for (String reference : references) {
      Optional<Arn> arn = Optional.ofNullable(reference).flatMap(Arn::find);
      if (arn.isPresent()) {
        return arn.get().region();
      }
    }
    try {
      return lookup.stateMachine().region();
    } catch (UserError e) {
      // A queue that is given by its URL needs no stack; the SDK knows of a Region, or says so.
      if (lookup.said(StackLookup.Place.QUEUE) == null) {
        throw e;
      }
      return null;
    }
  }
}
