package io.tenfold.cli.endpoint;

import io.tenfold.cli.settings.Settings;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that says which endpoint is meant. */
final class EndpointFolder {
  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description =
          "The endpoint's folder, with its logs, packages and pid file. Default: aws in the folder"
              + " of the runs on this machine.")
  private Path named;

  /** Tells whether one is named. */
  boolean isGiven() {
    return named != null;
  }

  /** Returns the folder: the one that is named, else one beside the local runs. */
  Path path() {
    return named != null ? named : Settings.here().folder().resolve("aws");
  }
}
